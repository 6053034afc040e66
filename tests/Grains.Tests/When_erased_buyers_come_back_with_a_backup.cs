using Acp.Erasures;
using Acp.Orders;
using Acp.Store;

namespace Acp.Tests;

public sealed class When_erased_buyers_come_back_with_a_backup : IDisposable
{
    private readonly World world = new() { Erases = true };

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Each_is_erased_again_though_the_backup_knows_of_no_wish()
    {
        var id = await Bought();

        Assert.True(await world.Erasures.Again(id, order: null));
        await world.Sweep();

        Assert.NotNull((await world.OrderOf(id)).Erased);
        Assert.Equal(ErasureStatus.Erased, (await Wished(id))!.Status);
    }

    /// <summary>Its goods are paid and not sent yet: an owner has to say so, a restore does not.</summary>
    [Fact]
    public async Task One_that_still_waited_is_not_overruled()
    {
        var id = await Bought();
        Assert.Equal([ErasureObstacle.NotFulfilled], (await world.Erasures.OfSession(id, new ErasureWish("ann", "x", Overrules: false)))!.Because);

        Assert.True(await world.Erasures.Again(id, (await world.OrderOf(id)).Placed.Id));
        await world.Sweep();

        Assert.Null((await world.OrderOf(id)).Erased);
        Assert.Equal((ErasureStatus.Scheduled, false), ((await Wished(id))!.Status, (await Wished(id))!.Overrules));
    }

    /// <summary>Orders outlive sessions by years.</summary>
    [Fact]
    public async Task An_order_whose_session_is_forgotten_is_found_by_its_own_id()
    {
        var id = await Bought();
        var order = (await world.OrderOf(id)).Placed.Id;
        world.Clock.Advance(world.Options.SessionRetention + TimeSpan.FromDays(1));
        await world.ReadySession();
        Assert.Null(await world.Store.Load(CheckoutSessions.CheckoutSession.KeyOf(id)));

        Assert.True(await world.Erasures.Again(id, order));
        await world.Sweep();

        Assert.NotNull((await new OrderReader(world.Store).Load(order))!.Erased);
    }

    [Fact]
    public async Task Of_what_is_not_here_nothing_is_written_down()
    {
        Assert.False(await world.Erasures.Again("cs_gone", "ord_gone"));

        Assert.Null(await Wished("cs_gone"));
    }

    private async Task<string> Bought()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_1");
        return id;
    }

    private async Task<Erasure?> Wished(string session) => (await world.Store.LoadSnapshot<Erasure>(Erasure.KeyOf(session))).State;
}
