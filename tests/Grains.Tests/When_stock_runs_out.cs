using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_stock_runs_out : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_thousand_sessions_want_the_last_ten_and_ten_get_them()
    {
        await world.Stock(available: 10);
        var other = world.StartProcess();
        var ids = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => world.ReadySession()));

        var answers = await Task.WhenAll(ids.Select((id, i) => Task.Run(() => world.Complete(id, $"spt_{i}", process: i % 2 == 0 ? world.Grains : other))));

        Assert.Equal(10, answers.Count(answer => Told.Of(answer).Text.StartsWith("Completed", StringComparison.Ordinal)));
        Assert.Equal(990, answers.Count(answer => Told.Of(answer).Text == nameof(RefusalRule.OutOfStock)));
        Assert.Equal(10, world.Provider.Money.Count);
        Assert.Equal((0, 0, 10), await world.Shelf());
    }

    [Fact]
    public async Task The_loser_keeps_its_session_and_its_token()
    {
        await world.Stock(available: 1);
        var id = await world.ReadySession(quantity: 2);

        Told.Refused(RefusalRule.OutOfStock, await world.Complete(id, "spt_1"));

        Assert.Null(await world.StoredToken("spt_1"));
        Assert.Equal((1, 0, 0), await world.Shelf());
        await world.Session(id).Update(world.Call(), World.Quantity(1));
        Told.Completed(await world.Complete(id, "spt_1"));
    }
}
