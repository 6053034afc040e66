using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_the_store_loses_an_answer : IDisposable
{
    private readonly World world = new();

    public When_the_store_loses_an_answer() => world.Options.RepeatDelay = TimeSpan.Zero;

    public void Dispose() => world.Dispose();

    public static TheoryData<int, StoreFault, string> Losses => new(
        from commit in Enumerable.Range(0, 3)
        from fault in new[] { StoreFault.LostBefore, StoreFault.LostAfter, StoreFault.LostAfterAndSilent, StoreFault.Conflict }
        from token in new[] { "spt_1", "spt_decline" }
        select (commit, fault, token));

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task The_same_call_again_finds_what_landed(int commit, StoreFault fault, string token)
    {
        await world.Stock(available: 3);
        var id = await world.ReadySession();
        Enumerable.Repeat(StoreFault.None, commit).Append(fault).ToList().ForEach(world.Store.Faults.Enqueue);

        var answer = await world.Complete(id, token, "k");
        var again = await world.Complete(id, token, "k");

        Assert.True((answer is Answer.StoreUnavailable && fault != StoreFault.LostAfter) || Told.Of(answer) == Told.Of(again), $"{Told.Of(answer)} then {Told.Of(again)}");
        Assert.Equal(token == "spt_1" ? 200 : 400, Told.Of(again).Status);
        Assert.Equal(token == "spt_1" ? 1 : 0, world.Provider.Money.Count);
        Assert.Equal(token == "spt_1" ? (2, 0, 1) : (3, 0, 0), await world.Shelf());
        Assert.Single(world.Provider.Sends.Distinct());
    }

    [Theory]
    [InlineData(StoreFault.LostBefore)]
    [InlineData(StoreFault.LostAfter)]
    [InlineData(StoreFault.LostAfterAndSilent)]
    public async Task A_create_repeated_with_its_key_makes_one_session(StoreFault fault)
    {
        var ids = new[] { world.Ids.New("cs_"), world.Ids.New("cs_") };
        world.Store.Faults.Enqueue(fault);

        await world.Session(ids[0]).Create(world.Call("k", path: "/"), World.Creation());
        var again = await world.Session(ids[1]).Create(world.Call("k", path: "/"), World.Creation());

        Assert.Equal(201, Told.Of(again).Status);
        Assert.Equal(fault != StoreFault.LostBefore, ((Answer.Replied)again).Replayed);
        Assert.Single(await Task.WhenAll(ids.Select(async id => await world.Store.Load(CheckoutSession.KeyOf(id)))), stored => stored is not null);
    }
}
