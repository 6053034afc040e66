using Acp.CheckoutSessions;
using Acp.Merchants;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Tests;

public sealed class When_a_token_is_issued : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_is_listed_with_what_it_was_issued_for()
    {
        await world.Register();

        Assert.Equal((201, "spt_0001 Active 500 usd"), Told.Of(await world.Issue(World.Wish(kind: AmountKind.Exact), "k")));

        var token = (await world.Token("spt_0001").Retrieve())!;
        Assert.Equal((TokenOrigin.Issued, World.Platform, World.Shop, 500), (token.Origin, token.Platform, token.Merchant, token.Amount));
        Assert.Equal((AmountKind.Exact, "im_1", """{"order":"7"}"""), (token.AmountKind, token.Mandate!.IntentId, token.Metadata));
        Assert.Equal(world.Clock.Now + world.Tokens.DefaultLifetime, token.ExpiresAt);
        Assert.IsType<IssueState.Issued>((await world.StoredIssue("k"))!.State);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task It_pays_one_checkout_and_is_used_by_its_payment()
    {
        await world.Register();
        await world.Issue();
        var id = await world.ReadySession();

        Told.Completed(await world.Complete(id, "spt_0001"));

        var token = (await world.Token("spt_0001").Retrieve())!;
        Assert.Equal((SharedPaymentTokenStatus.Used, id, "pi_1"), (token.Status, token.Session, token.PaymentIntent));
        Assert.Equal((TokenOrigin.Issued, World.Shop), (token.Origin, token.Merchant));
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task The_same_key_gets_the_same_bytes_from_any_process()
    {
        await world.Register();
        var first = (Answer.Replied)await world.Issue(key: "k");
        await world.Token("spt_0001").Revoke("ann", null);

        var again = (Answer.Replied)await world.Issue(key: "k", process: world.StartProcess());

        Assert.True(again.Replayed);
        Assert.Equal(first.Reply.Body.ToArray(), again.Reply.Body.ToArray());
        Assert.Single(world.Issuer.Sends);
    }

    [Theory]
    [InlineData(IssuerFault.None)]
    [InlineData(IssuerFault.ReplyLost)]
    public async Task Another_body_under_its_key_is_a_conflict_also_while_the_outcome_is_unknown(IssuerFault fault)
    {
        await world.Register();
        world.Issuer.Faults.Enqueue(fault);
        await world.Issue(key: "k");

        Assert.IsType<Answer.KeyReused>(await world.Issue(key: "k", body: "another"));

        Assert.Single(world.Issuer.Sends);
    }

    [Fact]
    public async Task Its_key_is_in_flight_while_it_runs()
    {
        await world.Register();
        var (arrived, hold) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        world.Issuer.OnIssue = () =>
        {
            arrived.SetResult();
            return hold.Task;
        };
        var first = world.Issue(key: "k");
        await arrived.Task;

        Assert.IsType<Answer.KeyInFlight>(await world.Issue(key: "k"));

        hold.SetResult();
        Assert.Equal(201, Told.Of(await first).Status);
    }

    [Theory]
    [InlineData(IssuerFault.RequestLost)]
    [InlineData(IssuerFault.ReplyLost)]
    public async Task A_lost_send_is_repeated_with_the_same_key_and_bytes(IssuerFault fault)
    {
        await world.Register();
        (world.Tokens.SendsPerCall, world.Tokens.RepeatDelay) = (3, TimeSpan.Zero);
        world.Issuer.Faults.Enqueue(fault);
        world.Issuer.Faults.Enqueue(fault);

        Assert.Equal(201, Told.Of(await world.Issue()).Status);

        Assert.Equal(3, world.Issuer.Sends.Count);
        Assert.Single(world.Issuer.Sends.Distinct());
        Assert.Single(world.Issuer.Issued);
    }

    [Theory]
    [InlineData(IssuerFault.RequestLost)]
    [InlineData(IssuerFault.ReplyLost)]
    public async Task An_outcome_that_stays_unknown_is_not_kept_and_the_same_call_goes_on_with_it(IssuerFault fault)
    {
        await world.Register();
        world.Issuer.Faults.Enqueue(fault);
        Assert.IsType<Answer.IssueOutcomeUnknown>(await world.Issue(key: "k"));

        Assert.Equal((201, "spt_0001 Active 500 usd"), Told.Of(await world.Issue(key: "k", process: world.StartProcess())));

        Assert.Single(world.Issuer.Sends.Distinct());
        Assert.Single(world.Issuer.Issued);
    }

    [Theory]
    [InlineData(IssuerFault.RequestLost)]
    [InlineData(IssuerFault.ReplyLost)]
    public async Task It_settles_by_itself_where_nobody_comes_back(IssuerFault fault)
    {
        await world.Register();
        world.Issuer.Faults.Enqueue(fault);
        await world.Issue(key: "k");

        await world.LetPass(world.Tokens.SettleAfter + TimeSpan.FromSeconds(5));

        Assert.Equal(SharedPaymentTokenStatus.Active, (await world.Token("spt_0001").Retrieve())!.Status);
        Assert.True(Assert.IsType<Answer.Replied>(await world.Issue(key: "k")).Replayed);
        Assert.Equal(2, world.Issuer.Sends.Count);
    }

    [Fact]
    public async Task One_that_was_used_before_we_heard_of_it_is_known_to_be_used()
    {
        await world.Register();
        world.Issuer.Faults.Enqueue(IssuerFault.ReplyLost);
        await world.Issue();
        world.Issuer.UseElsewhere("spt_0001", 400);

        await world.LetPass(world.Tokens.SettleAfter + TimeSpan.FromSeconds(5));

        Assert.Equal(SharedPaymentTokenStatus.Used, (await world.Token("spt_0001").Retrieve())!.Status);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task What_the_provider_refuses_is_kept()
    {
        await world.Register();
        world.Issuer.Faults.Enqueue(IssuerFault.Refused);

        Told.Refused(RefusalRule.IssueRefused, await world.Issue(key: "k"));

        Assert.True(Assert.IsType<Answer.Replied>(await world.Issue(key: "k")).Replayed);
        Assert.Single(world.Issuer.Sends);
    }

    [Fact]
    public async Task A_refusal_to_a_repeat_says_nothing_about_the_send_before_it()
    {
        await world.Register();
        world.Issuer.Faults.Enqueue(IssuerFault.ReplyLost);
        world.Issuer.Faults.Enqueue(IssuerFault.NotExecuted);
        await world.Issue(key: "k");

        Assert.IsType<Answer.IssueOutcomeUnknown>(await world.Issue(key: "k"));

        Assert.Equal("spt_0001 Active 500 usd", Told.Of(await world.Issue(key: "k")).Text);
        Assert.Single(world.Issuer.Issued);
    }

    /// <summary>It is kept under the key at the provider: whichever send it answers, no token of this key exists or ever will.</summary>
    [Theory]
    [InlineData(IssuerFault.DeclineLost)]
    [InlineData(IssuerFault.RequestLost)]
    public async Task A_decline_that_answers_a_repeat_settles_it(IssuerFault before)
    {
        world.Policies.Default = world.Policies.Default! with { TokensPerDay = 1 };
        await world.Register();
        world.Issuer.Faults.Enqueue(before);
        world.Issuer.Faults.Enqueue(IssuerFault.Declined);
        Assert.IsType<Answer.IssueOutcomeUnknown>(await world.Issue(key: "k"));

        Told.Refused(RefusalRule.IssueRefused, await world.Issue(key: "k"));

        Assert.True(Assert.IsType<Answer.Replied>(await world.Issue(key: "k")).Replayed);
        Assert.Equal(2, world.Issuer.Sends.Count);
        Assert.Equal(201, Told.Of(await world.Issue(key: "another")).Status); // What it took of the day was given back.
    }

    [Fact]
    public async Task What_the_provider_did_not_take_is_not_kept()
    {
        await world.Register();
        world.Issuer.Faults.Enqueue(IssuerFault.NotExecuted);
        Assert.IsType<Answer.ProviderUnavailable>(await world.Issue(key: "k"));

        Assert.Equal(201, Told.Of(await world.Issue(key: "k")).Status);

        Assert.Single(world.Issuer.Issued);
    }

    [Fact]
    public async Task One_that_is_never_heard_of_is_given_up_when_its_token_could_not_be_charged_any_more()
    {
        await world.Register();
        Enumerable.Range(0, 1_000).ToList().ForEach(_ => world.Issuer.Faults.Enqueue(IssuerFault.RequestLost));
        await world.Issue(key: "k");

        await world.LetPass(world.Tokens.DefaultLifetime + world.Tokens.SettleAfter);

        Assert.IsType<IssueState.Abandoned>((await world.StoredIssue("k"))!.State);
        var sends = world.Issuer.Sends.Count;
        await world.LetPass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
        Assert.Equal(sends, world.Issuer.Sends.Count);
        world.Issuer.Faults.Clear();
        Assert.Equal(201, Told.Of(await world.Issue(key: "k")).Status);
        Assert.EndsWith(":2", world.Issuer.Sends.Last().Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_new_again_after_its_retention_draws_the_next_number()
    {
        await world.Register();
        await world.Issue(key: "k");
        world.Clock.Advance(TimeSpan.FromHours(24));
        Assert.True(((Answer.Replied)await world.Issue(key: "k")).Replayed);

        world.Clock.Advance(world.Tokens.ReplyRetention);

        Assert.False(((Answer.Replied)await world.Issue(key: "k")).Replayed);
        Assert.EndsWith(":2", world.Issuer.Sends.Last().Key, StringComparison.Ordinal);
        Assert.Equal(2, world.Issuer.Issued.Count);
        await Counted.Agrees(world);
    }

    public static TheoryData<RefusalRule> Rules =>
    [
        RefusalRule.IssuingNotAllowed, RefusalRule.MerchantNotVerified, RefusalRule.MerchantNotAllowed, RefusalRule.CurrencyNotAllowed,
        RefusalRule.AmountOverMaximum, RefusalRule.LifetimeTooLong,
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task What_may_not_be_is_refused_by_its_rule_and_nothing_is_sent(RefusalRule rule)
    {
        await world.Register(status: rule == RefusalRule.MerchantNotVerified ? MerchantStatus.Suspended : MerchantStatus.Verified);
        var policy = world.Policies.Default! with { Merchants = rule == RefusalRule.MerchantNotAllowed ? new HashSet<string> { "else.example" } : null };
        world.Policies.Default = rule == RefusalRule.IssuingNotAllowed ? null : policy;
        var wish = World.Wish(rule == RefusalRule.AmountOverMaximum ? 100_001 : 500, currency: rule == RefusalRule.CurrencyNotAllowed ? "gbp" : "usd")
            with { Lifetime = rule == RefusalRule.LifetimeTooLong ? world.Tokens.MaxLifetime + TimeSpan.FromSeconds(1) : null };

        Told.Refused(rule, await world.Issue(wish, "k"));

        world.Policies.Default = policy with { Merchants = null };
        Assert.True(Assert.IsType<Answer.Replied>(await world.Issue(wish, "k")).Replayed);
        Assert.Empty(world.Issuer.Sends);
    }

    /// <summary>Else the caller would be told no, and the token exist.</summary>
    [Fact]
    public async Task A_refusal_that_another_process_overtook_is_not_told()
    {
        await world.Register();
        var (policy, other) = (world.Policies.Default, world.StartProcess());
        world.Policies.Default = null;
        world.Store.Committing = async _ =>
        {
            world.Store.Committing = null;
            world.Policies.Default = policy;
            Assert.Equal(201, Told.Of(await world.Issue(key: "k", process: other)).Status);
        };

        Assert.Equal("spt_0001 Active 500 usd", Told.Of(await world.Issue(key: "k")).Text);
    }

    /// <summary>As above, where the other one has sent and does not know yet: nothing is kept that could stop the refusal but the version.</summary>
    [Fact]
    public async Task A_refusal_does_not_overtake_what_another_process_has_begun()
    {
        await world.Register();
        var (policy, other) = (world.Policies.Default, world.StartProcess());
        var (carriedOut, hold) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Task<Answer>? begun = null;
        world.Policies.Default = null;
        world.Store.Committing = async _ =>
        {
            world.Store.Committing = null;
            world.Policies.Default = policy;
            world.Issuer.OnIssued = _ =>
            {
                world.Issuer.OnIssued = null;
                carriedOut.SetResult();
                return hold.Task;
            };
            begun = world.Issue(key: "k", process: other);
            await carriedOut.Task;
        };

        var answer = await world.Issue(key: "k");
        hold.SetResult();

        Assert.Equal("spt_0001 Active 500 usd", Told.Of(answer).Text);
        Assert.Equal("spt_0001 Active 500 usd", Told.Of(await begun!).Text);
    }

    [Fact]
    public async Task Without_an_issuing_account_nothing_is_decided()
    {
        await world.Register();
        world.Issuer.IsConfigured = false;

        Assert.IsType<Answer.IssuingNotConfigured>(await world.Issue(key: "k"));

        Assert.Null(await world.StoredIssue("k"));
    }

    [Fact]
    public async Task Many_with_one_key_in_two_processes_make_one_token()
    {
        await world.Register();
        var other = world.StartProcess();
        for (var round = 0; round < 20; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => world.Issue(key: $"k{round}", process: i % 2 == 0 ? other : null))));

            Assert.All(answers, answer => Assert.True(answer is Answer.KeyInFlight || Told.Of(answer).Status == 201, answer.ToString()));
            Assert.Single(answers.OfType<Answer.Replied>().Select(Told.Of).Distinct());
            Assert.Equal(round + 1, world.Issuer.Issued.Count);
        }

        await Counted.Agrees(world);
    }

    [Fact]
    public void An_id_is_of_the_platform_the_path_and_the_key_and_of_nothing_else()
    {
        string[] ids = [IssueIds.Of("a", "/spt", "k"), IssueIds.Of("b", "/spt", "k"), IssueIds.Of("a", "/sptk", ""), IssueIds.Of("a/spt", "", "k"), IssueIds.Of("a", "/spt", "K")];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(ids[0], IssueIds.Of("a", "/spt", "k"));
    }
}
