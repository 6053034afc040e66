using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_a_session_is_over : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Completing_a_completed_session_returns_the_same_order_and_touches_nothing()
    {
        var id = await world.ReadySession();
        var first = Told.Of(await world.Complete(id, "spt_1"));
        var version = (await world.Store.Load(CheckoutSession.KeyOf(id)))!.Version;
        world.Clock.Advance(world.Options.SessionLifetime * 2);

        Assert.Equal(first, Told.Of(await world.Complete(id, "spt_2")));

        Assert.Equal(version, (await world.Store.Load(CheckoutSession.KeyOf(id)))!.Version);
        Assert.Single(world.Provider.Sends);
        Assert.Single(world.Provider.LookUps);
        Told.Refused(RefusalRule.SessionCompleted, await world.Session(id).Update(world.Call(), World.Quantity(2)));
        Told.Refused(RefusalRule.CancelNotAllowed, await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null)));
        Assert.Equal(1, (await world.OrderOf(id)).Sequence);
    }

    [Fact]
    public async Task A_canceled_session_can_never_be_completed()
    {
        var id = await world.ReadySession();
        await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null));

        Told.Refused(RefusalRule.SessionCanceled, await world.Complete(id, "spt_1"));
        Told.Refused(RefusalRule.SessionCanceled, await world.Session(id).Update(world.Call(), World.Quantity(2)));
        Told.Refused(RefusalRule.CancelNotAllowed, await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null)));
        Assert.Empty(world.Provider.Sends);
    }

    [Fact]
    public async Task It_reads_expired_the_moment_its_time_has_passed_and_is_closed_when_it_is_woken()
    {
        var id = await world.ReadySession();
        world.Clock.Advance(world.Options.SessionLifetime);

        Assert.StartsWith("Expired", Told.Of(await world.Session(id).Retrieve(new Caller(World.Platform, "v"))).Text, StringComparison.Ordinal);
        Told.Refused(RefusalRule.SessionExpired, await world.Complete(id, "spt_1"));
        Told.Refused(RefusalRule.SessionExpired, await world.Session(id).Update(world.Call(), World.Quantity(2)));
        Told.Refused(RefusalRule.CancelNotAllowed, await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null)));

        await world.Sweep();
        Assert.IsType<Payment.Closed>((await world.Stored(id)).Payment);
        Assert.Empty(await world.Store.ClaimDue("session", world.Clock.GetUtcNow().AddDays(1), TimeSpan.FromMinutes(1), 10));
    }
}
