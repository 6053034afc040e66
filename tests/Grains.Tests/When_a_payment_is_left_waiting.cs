using Acp.CheckoutSessions;
using Acp.Payments;

namespace Acp.Tests;

/// <summary>The shopper was asked to authenticate, and nobody tells us what became of it.</summary>
public sealed class When_a_payment_is_left_waiting : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Its_success_is_found_by_looking()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: true);

        await world.LetPass(world.Options.LookAtWaitingAfter + TimeSpan.FromSeconds(5));

        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task Its_failure_makes_the_session_payable_again()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: false);

        await world.LetPass(world.Options.LookAtWaitingAfter + TimeSpan.FromSeconds(5));

        Told.Completed(await world.Complete(id, "spt_2"));
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task Looks_that_bring_no_news_leave_no_trace()
    {
        var id = await Waiting();
        var trail = (await world.Store.ReadAudit(CheckoutSession.KeyOf(id))).Count;

        await world.LetPass(TimeSpan.FromHours(1), step: TimeSpan.FromMinutes(1));

        Assert.Equal(trail, (await world.Store.ReadAudit(CheckoutSession.KeyOf(id))).Count);
    }

    [Fact]
    public async Task It_is_canceled_for_certain_when_the_session_expires()
    {
        var id = await Waiting();

        await world.LetPass(world.Options.SessionLifetime + TimeSpan.FromMinutes(1), step: TimeSpan.FromMinutes(1));

        Assert.Equal(CheckoutStatus.Expired, (await world.Stored(id)).StatusAt(world.Clock.GetUtcNow()));
        Assert.False(world.Provider.IsWaiting(id));
    }

    [Fact]
    public async Task An_intent_that_the_account_does_not_know_does_not_lock_the_session_for_ever()
    {
        var id = await Waiting("spt_3ds");
        world.Provider.Forget();
        world.Provider.Tokens["spt_3ds"] = new TokenLookup.Found(new TokenFacts("usd", 5_000, null, TokenDeactivation.Expired));

        await world.LetPass(NeverCharged.Quiet + world.Options.SettleAtMost);

        Assert.IsType<Payment.Open>((await world.Stored(id)).Payment);
    }

    private async Task<string> Waiting(string token = "spt_3ds")
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, token));
        return id;
    }
}
