using Acp.Orders;
using Acp.Store;

namespace Acp.Tests;

public sealed class When_an_order_reaches_its_age : IDisposable
{
    private readonly World world = new() { Erases = true };

    public When_an_order_reaches_its_age() => world.OrderRetention.Retention = TimeSpan.FromDays(200);

    public void Dispose() => world.Dispose();

    /// <summary>Stores keep whole milliseconds, clocks have more: the next pass must begin where this one ended.</summary>
    [Fact]
    public async Task One_of_the_cut_offs_own_millisecond_is_found_by_the_next_pass()
    {
        var order = await Bought();
        world.Clock.Advance(world.OrderRetention.Retention + TimeSpan.FromTicks(4_000));
        await world.Sweep();
        world.Clock.Advance(TimeSpan.FromHours(2));
        await world.Sweep();

        Assert.NotNull((await new OrderReader(world.Store).Load(order))!.Erased);
    }

    [Fact]
    public async Task One_that_cannot_be_read_does_not_keep_the_others()
    {
        var (older, broken) = (await Bought(), OrderRecord.KeyOf("ord_broken"));
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var index = new IndexColumns("order", "Created", World.Platform, 500, "usd", world.Clock.Now);
        await world.Store.Commit(new Unit(world.Ids.NewCommitId(), world.Clock.Now) { States = [new StateChange(broken, 0, "{"u8.ToArray(), index)] });
        world.Clock.Advance(world.OrderRetention.Retention + TimeSpan.FromHours(1));

        await world.Sweep();

        Assert.NotNull((await new OrderReader(world.Store).Load(older))!.Erased);
    }

    private async Task<string> Bought()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_1");
        return (await world.Stored(id)).Order!.Id;
    }
}
