using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

/// <summary>A notice is a reason to look, never a fact: it may be late, doubled, out of order or forged.</summary>
public sealed class When_the_provider_gives_notice : IDisposable
{
    private readonly World world = new();

    public When_the_provider_gives_notice() => world.Options.SendsPerCall = 1;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_charge_of_unknown_outcome_is_looked_for_at_once_and_not_sent()
    {
        var id = await Unknown(Fault.ReplyLost);

        await world.Session(id).LookAgain();

        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task A_notice_of_what_did_not_happen_settles_nothing()
    {
        var id = await Unknown(Fault.RequestLost);

        await world.Session(id).LookAgain();

        Assert.IsType<Payment.Charging>((await world.Stored(id)).Payment);
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task A_hundred_at_once_and_late_ones_change_nothing_more()
    {
        var id = await Unknown(Fault.ReplyLost);
        var other = world.StartProcess();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => world.Session(id, i % 2 == 0 ? other : null).LookAgain().AsTask())));
        var order = (await world.Stored(id)).Order;
        await world.Session(id).LookAgain();

        Assert.Equivalent(order, (await world.Stored(id)).Order);
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task A_session_that_is_over_or_unknown_is_left_alone()
    {
        var id = await world.ReadySession();
        await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null));
        var before = await world.Stored(id);

        await world.Session(id).LookAgain();
        await world.Session("cs_none").LookAgain();

        Assert.Equal(before.UpdatedAt, (await world.Stored(id)).UpdatedAt);
    }

    [Fact]
    public async Task A_shoppers_authentication_completes_the_session()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_3ds");
        world.Provider.Authenticate(id, succeeds: true);

        await world.Session(id).LookAgain();

        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task A_success_that_is_not_the_sessions_own_is_put_before_a_person_once()
    {
        var id = await world.ReadySession();
        Told.Completed(await world.Complete(id, "spt_1"));
        var own = ((Payment.Charged)(await world.Stored(id)).Payment).IntentId;
        var stray = await FromElsewhere(id);

        await world.Session(id).LookAgain(own);
        await world.Session(id).LookAgain(stray);
        await world.Session(id).LookAgain(stray);

        var told = Assert.Single(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "provider.stray_charge");
        Assert.Contains(stray, told.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_of_ours_that_failed_is_nobodys_business()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_decline");

        await world.Session(id).LookAgain("pi_1");

        Assert.DoesNotContain(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "provider.stray_charge");
    }

    private async Task<string> FromElsewhere(string id)
    {
        var request = world.Provider.Freeze(new ChargeOrder(id, 7, 500, "usd", "spt_elsewhere"));
        return Assert.IsType<ChargeAnswer.Succeeded>(await world.Provider.Charge($"acp:{id}:7", request, DateTimeOffset.MaxValue)).IntentId;
    }

    [Fact]
    public async Task A_free_token_that_died_is_known_to_be_dead()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.PaymentDeclined, await world.Complete(id, "spt_decline"));
        world.Provider.Tokens["spt_decline"] = new TokenLookup.Found(new TokenFacts("usd", 500, null, TokenDeactivation.Revoked));

        await world.Grains.Get<ISharedPaymentToken>("spt_decline").LookAgain();

        Assert.IsType<SharedPaymentToken.Revoked>(await world.StoredToken("spt_decline"));
        var lookUps = world.Provider.LookUps.Count;
        Told.Refused(RefusalRule.TokenRevoked, await world.Complete(id, "spt_decline"));
        Assert.Equal(lookUps, world.Provider.LookUps.Count);
    }

    [Fact]
    public async Task A_token_under_a_charge_makes_its_session_look()
    {
        var id = await Unknown(Fault.ReplyLost);

        await world.Grains.Get<ISharedPaymentToken>("spt_1").LookAgain();

        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task A_token_that_never_reached_us_is_left_alone()
    {
        await world.Grains.Get<ISharedPaymentToken>("spt_foreign").LookAgain();

        Assert.Null(await world.StoredToken("spt_foreign"));
        Assert.Empty(world.Provider.LookUps);
    }

    private async Task<string> Unknown(Fault fault)
    {
        var id = await world.ReadySession();
        world.Lose(1, fault);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1"));
        return id;
    }
}
