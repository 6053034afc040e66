using Acp.Orders;

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

    private async Task<string> Bought()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_1");
        return (await world.Stored(id)).Order!.Id;
    }
}
