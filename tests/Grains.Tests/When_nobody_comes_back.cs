using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

/// <summary>The caller is gone, and perhaps the process with it. What the provider knows settles the charge.</summary>
public sealed class When_nobody_comes_back : IDisposable
{
    private const string Token = "spt_1";
    private readonly World world = new();

    public When_nobody_comes_back()
    {
        world.Options.SendsPerCall = 1;
        world.Pricing.StockTracked = true;
    }

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(Fault.ReplyLost)]
    [InlineData(Fault.RequestLost)]
    public async Task A_charge_settles_within_the_promised_time(Fault fault)
    {
        var id = await Abandoned(Token, fault);

        await world.LetPass(world.Options.SettleAfter + TimeSpan.FromSeconds(5));

        await IsCompleted(id);
        Assert.Equal(SharedPaymentTokenStatus.Used, (await world.Grains.Get<ISharedPaymentToken>(Token).Retrieve())!.Status);
    }

    [Fact]
    public async Task A_decline_makes_the_session_payable_again()
    {
        var id = await Abandoned("spt_decline", Fault.ReplyLost);

        await world.LetPass(world.Options.SettleAfter + TimeSpan.FromSeconds(5));

        Assert.Equal(CheckoutStatus.ReadyForPayment, (await world.Stored(id)).StatusAt(world.Clock.GetUtcNow()));
        Assert.Equal((100, 0, 0), await world.Shelf());
        Told.Completed(await world.Complete(id, "spt_2"));
    }

    [Fact]
    public async Task Its_caller_is_given_his_time_first()
    {
        var id = await Abandoned(Token, Fault.ReplyLost);

        await world.LetPass(world.Options.SettleAfter - TimeSpan.FromSeconds(5));
        await world.Session(id).Wake();

        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task Repeats_grow_rare_in_a_long_outage_and_never_stop_while_the_key_is_remembered()
    {
        var id = await Abandoned(Token, Fault.RequestLost);
        world.Lose(1_000, Fault.RequestLost);

        await world.LetPass(TimeSpan.FromHours(22), step: TimeSpan.FromSeconds(30));

        Assert.InRange(world.Provider.Sends.Count, 22 * 4, 22 * 8);
        world.Provider.Faults.Clear();
        await world.LetPass(world.Options.SettleAtMost + TimeSpan.FromMinutes(1));
        await IsCompleted(id);
    }

    [Theory]
    [InlineData(Fault.ReplyLost)]
    [InlineData(Fault.RequestLost)]
    public async Task Nothing_is_sent_once_the_provider_may_have_forgotten_the_key(Fault fault)
    {
        var id = await Abandoned(Token, fault);
        world.Clock.Advance(CompleteDecider.ResendLimit);

        await world.LetPass(TimeSpan.FromHours(2), step: TimeSpan.FromMinutes(1));

        Assert.Single(world.Provider.Sends);
        Assert.Equal(fault == Fault.ReplyLost, (await world.Stored(id)).Payment is Payment.Charged);
        Assert.Equal(fault == Fault.RequestLost, (await world.Stored(id)).Payment is Payment.Charging);
    }

    [Fact]
    public async Task What_a_repeat_cannot_settle_a_look_does()
    {
        var id = await Abandoned(Token, Fault.ReplyLost);
        world.Lose(1_000, Fault.RequestLost); // As where the provider keeps a failure under the key, and repeats it.

        await world.LetPass(world.Options.SettleAfter + TimeSpan.FromSeconds(5));

        await IsCompleted(id);
    }

    [Fact]
    public async Task Nodes_that_wake_it_at_once_charge_it_once()
    {
        var id = await Abandoned(Token, Fault.RequestLost);
        world.Clock.Advance(world.Options.SettleAfter);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => world.Session(id, world.StartProcess()).Wake().AsTask())));

        await IsCompleted(id);
    }

    [Fact]
    public async Task Its_caller_who_comes_back_all_the_same_gets_the_order()
    {
        var id = await Abandoned(Token, Fault.ReplyLost, key: "mine");
        await world.LetPass(world.Options.SettleAfter + TimeSpan.FromSeconds(5));

        Told.Completed(await world.Complete(id, Token, "mine"));

        await IsCompleted(id);
    }

    /// <summary>Whether its charge succeeds, or is declined and leaves the session to this caller.</summary>
    [Theory]
    [InlineData(Token)]
    [InlineData("spt_decline")]
    public async Task A_complete_that_meets_the_clock_at_work_waits_for_it_and_goes_on(string token)
    {
        var id = await Abandoned(token, Fault.RequestLost);
        world.Clock.Advance(world.Options.SettleAfter);
        world.Provider.Hold = new TaskCompletionSource();
        var waking = Task.Run(() => world.Session(id).Wake().AsTask());
        await world.Provider.Arrived.WaitAsync();
        await world.Provider.Arrived.WaitAsync();
        var late = world.Complete(id, "spt_2");
        world.Provider.Hold.SetResult();

        await waking;

        Told.Completed(await late);
        await IsCompleted(id);
    }

    [Fact]
    public async Task What_the_key_still_knows_is_asked_for_though_the_token_has_died_and_no_look_is_answered()
    {
        world.Provider.Tokens[Token] = new TokenLookup.Found(new TokenFacts("usd", 5_000, world.Clock.GetUtcNow() + TimeSpan.FromMinutes(10), null));
        var id = await Abandoned(Token, Fault.ReplyLost);
        world.Provider.SearchesFail = true;
        world.Lose(8, Fault.RequestLost);

        await world.LetPass(TimeSpan.FromHours(2), step: TimeSpan.FromSeconds(30));

        await IsCompleted(id);
    }

    [Fact]
    public async Task A_token_past_its_expiry_is_dead_only_when_the_clocks_can_not_differ_so_much()
    {
        var expiry = world.Clock.GetUtcNow() + NeverCharged.Quiet;
        world.Provider.Tokens[Token] = new TokenLookup.Found(new TokenFacts("usd", 5_000, expiry, null));
        var id = await Abandoned(Token, Fault.RequestLost);
        world.Clock.Advance(NeverCharged.Quiet + NeverCharged.ClockDifference - TimeSpan.FromSeconds(1));

        await world.Session(id).LookAgain();
        Assert.IsType<Payment.Charging>((await world.Stored(id)).Payment);

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Session(id).LookAgain();
        Assert.IsType<Payment.Open>((await world.Stored(id)).Payment);
    }

    /// <summary>The clock of the machine that looks is hours ahead; the sender may still be about to send, and the token lives.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_is_past_its_expiry_by_our_clock_alone_is_not_dead(bool providerTellsTheTime)
    {
        world.Provider.Tokens[Token] = new TokenLookup.Found(new TokenFacts("usd", 5_000, world.Clock.GetUtcNow().AddHours(6), null));
        var id = await Abandoned(Token, Fault.RequestLost);
        world.Provider.Behind = TimeSpan.FromHours(7);
        world.Provider.TellsTime = providerTellsTheTime;
        world.Clock.Advance(TimeSpan.FromHours(7));

        await world.Session(id).LookAgain();

        Assert.IsType<Payment.Charging>((await world.Stored(id)).Payment);
    }

    /// <summary>A provider's clock that is behind makes a send younger than it is; never older.</summary>
    [Fact]
    public async Task A_send_that_is_young_by_the_providers_clock_may_still_be_on_its_way()
    {
        var id = await Abandoned(Token, Fault.RequestLost);
        Dies(new TokenFacts("usd", 5_000, null, TokenDeactivation.Revoked));
        world.Provider.Behind = TimeSpan.FromHours(1);
        world.Clock.Advance(TimeSpan.FromHours(1) + NeverCharged.Quiet - TimeSpan.FromSeconds(1));

        await world.Session(id).LookAgain();

        Assert.IsType<Payment.Charging>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task A_token_that_died_unused_proves_that_nothing_was_charged()
    {
        var id = await Abandoned(Token, Fault.RequestLost);
        Dies(new TokenFacts("usd", 5_000, null, TokenDeactivation.Revoked));
        world.Lose(1, Fault.Rejected);

        await world.LetPass(NeverCharged.Quiet + TimeSpan.FromMinutes(2));

        var session = await world.Stored(id);
        Assert.IsType<Payment.Open>(session.Payment);
        Assert.Equal((100, 0, 0), await world.Shelf());
        Assert.IsType<SharedPaymentToken.Revoked>(await world.StoredToken(Token));
        Assert.Equal(2, world.Provider.Sends.Count); // Nothing more once the token was known to be dead.
        Told.Completed(await world.Complete(id, "spt_2"));
        Assert.Equal($"acp:{id}:2", Assert.Single(world.Provider.Money).Key);
    }

    [Fact]
    public async Task A_session_whose_time_is_over_expires_once_its_charge_is_settled()
    {
        var id = await Abandoned(Token, Fault.RequestLost);
        Dies(new TokenFacts("usd", 5_000, world.Clock.GetUtcNow(), null));
        world.Lose(1_000, Fault.Rejected);

        await world.LetPass(world.Options.SessionLifetime + world.Options.SettleAtMost, step: TimeSpan.FromMinutes(1));

        Assert.Equal(CheckoutStatus.Expired, (await world.Stored(id)).StatusAt(world.Clock.GetUtcNow()));
        Assert.Empty(await world.Store.ClaimDue("session", DateTimeOffset.MaxValue.AddDays(-9), TimeSpan.FromMinutes(1), 9));
    }

    public static TheoryData<string, TokenFacts?> NoProofs => new()
    {
        { "it can still be charged", new TokenFacts("usd", 5_000, null, null) },
        { "its expiry may be minutes away at the provider", new TokenFacts("usd", 5_000, DateTimeOffset.MaxValue, null) },
        { "it was used", new TokenFacts("usd", 0, null, TokenDeactivation.Consumed, Captured: 500) },
        { "it was used, says the reason alone", new TokenFacts("usd", 5_000, null, TokenDeactivation.Consumed) },
        { "it was used, says the amount alone", new TokenFacts("usd", 5_000, null, TokenDeactivation.Expired, Captured: 1) },
        { "it was deactivated for a reason we do not know", new TokenFacts("usd", 5_000, null, TokenDeactivation.Other) },
        { "the provider does not know it", null },
    };

    [Theory]
    [MemberData(nameof(NoProofs))]
    public async Task Anything_less_leaves_the_charge_unknown(string because, TokenFacts? facts)
    {
        var id = await Abandoned(Token, Fault.RequestLost);
        world.Provider.Tokens[Token] = facts is null ? new TokenLookup.Unknown() : new TokenLookup.Found(facts);
        world.Lose(10_000, Fault.Rejected);

        await world.LetPass(TimeSpan.FromHours(30), step: TimeSpan.FromMinutes(5));

        Assert.True((await world.Stored(id)).Payment is Payment.Charging, because);
        Assert.Equal((99, 1, 0), await world.Shelf());
    }

    [Fact]
    public async Task Silence_proves_nothing()
    {
        var id = await Abandoned(Token, Fault.RequestLost);
        Dies(new TokenFacts("usd", 5_000, null, TokenDeactivation.Expired));
        world.Provider.SearchesFail = true;
        world.Lose(10_000, Fault.Rejected);

        await world.LetPass(TimeSpan.FromHours(30), step: TimeSpan.FromMinutes(5));

        Assert.IsType<Payment.Charging>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task A_send_of_a_moment_ago_may_still_arrive()
    {
        var id = await Abandoned(Token, Fault.RequestLost);
        Dies(new TokenFacts("usd", 5_000, null, TokenDeactivation.Expired));

        await world.Session(id).LookAgain();

        Assert.IsType<Payment.Charging>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task A_token_that_could_be_charged_when_it_was_read_proves_nothing_however_late_that_is_recorded()
    {
        var id = await Abandoned(Token, Fault.RequestLost);
        Dies(new TokenFacts("usd", 5_000, world.Clock.GetUtcNow() + TimeSpan.FromMinutes(20), null));
        world.Provider.OnTokenLookUp = _ => Slept(TimeSpan.FromHours(1));

        await world.Session(id).LookAgain();

        Assert.IsType<Payment.Charging>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task An_attempt_that_another_process_opens_while_the_clock_rests_keeps_its_time()
    {
        await world.Stock(available: 100);
        var id = await world.ReadySession();
        var other = world.StartProcess();
        world.Lose(1, Fault.ReplyLost);
        var raced = false;
        world.Store.Committing = async unit =>
        {
            if (!raced && !unit.Due.IsEmpty)
            {
                raced = true;
                Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, Token, process: other));
            }
        };

        await world.Session(id).Wake(); // Its time has not come: there is nothing to do but to set it.
        await world.LetPass(world.Options.SettleAfter * 3);

        Assert.True(raced);
        await IsCompleted(id);
    }

    [Fact]
    public async Task Callers_who_keep_coming_do_not_put_off_the_proof_for_ever()
    {
        var id = await Abandoned(Token, Fault.RequestLost);
        Dies(new TokenFacts("usd", 5_000, null, TokenDeactivation.Expired));
        world.Lose(1_000, Fault.Rejected);
        await world.LetPass(TimeSpan.FromMinutes(1));

        for (var minutes = 0; minutes < 15 && (await world.Stored(id)).Payment is Payment.Charging; minutes++)
        {
            await world.Complete(id, "spt_2");
            await world.LetPass(TimeSpan.FromMinutes(1), step: TimeSpan.FromSeconds(20));
        }

        world.Provider.Faults.Clear();
        Told.Completed(await world.Complete(id, "spt_2"));
        Assert.Equal("spt_2", Assert.Single(world.Provider.Money).Token);
    }

    private Task Slept(TimeSpan time)
    {
        world.Clock.Advance(time);
        return Task.CompletedTask;
    }

    private void Dies(TokenFacts facts) => world.Provider.Tokens[Token] = new TokenLookup.Found(facts);

    private async Task<string> Abandoned(string token, Fault fault, string? key = null)
    {
        await world.Stock(available: 100);
        var id = await world.ReadySession();
        world.Lose(1, fault);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, token, key));
        return id;
    }

    private async Task IsCompleted(string id)
    {
        var session = await world.Stored(id);
        Assert.IsType<Payment.Charged>(session.Payment);
        Assert.NotNull(session.Order);
        Assert.Single(world.Provider.Money);
        Assert.Equal(1, (await world.OrderOf(session.Id)).Sequence);
        Assert.Equal((99, 0, 1), await world.Shelf());
        Assert.Empty(await world.Store.ClaimDue("session", DateTimeOffset.MaxValue.AddDays(-9), TimeSpan.FromMinutes(1), 9));
    }
}
