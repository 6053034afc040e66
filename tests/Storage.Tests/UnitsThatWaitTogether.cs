using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>What every store promises that writes in groups. Its writer is made to wait from outside; a store derives from it.</summary>
public abstract class UnitsThatWaitTogether : IAsyncDisposable
{
    private protected abstract ITestDatabase Database { get; }

    protected abstract IOpenStore Store { get; }

    [Fact]
    public async Task Each_has_its_own_verdict()
    {
        await Store.Commit(Units.Keep(Units.Reply("kept", Database.Clock.Now.AddHours(24))));

        var verdicts = await CommitTogether(
        [
            Units.Swap("a".At(0), "b".At(0)),
            Units.Swap("c".At(0), "a".At(0)),
            Units.Count("stock", -1, 0) with { States = ["d".At(0)] },
            Units.Keep(Units.Reply("kept", Database.Clock.Now.AddHours(24))) with { States = ["e".At(0)] },
            Units.Swap("b".At(1), "c".At(0)),
        ]);

        Assert.Equal(
            [
                new Verdict.Committed(), new Verdict.Conflict("a"), new Verdict.CounterShort("stock"),
                new Verdict.ReplyExists(Units.ReplyKey("kept")), new Verdict.Committed(),
            ],
            verdicts);
        Assert.Equal((null, null), (await Store.Load("d"), await Store.Load("e")));
        Assert.Equal((2, 1), ((await Store.Load("b"))!.Version, (await Store.Load("c"))!.Version));
    }

    [Fact]
    public async Task One_that_no_store_can_hold_fails_alone()
    {
        await Store.Commit(Units.Count("full", long.MaxValue));
        var broken = Units.Count("full", 1) with { States = ["broken".At(0)] };
        var neighbours = Enumerable.Range(0, 20).Select(i => Units.Swap($"key {i}".At(0))).ToList();

        await Assert.ThrowsAsync<ArgumentException>(
            () => CommitTogether([.. neighbours.Take(10), broken, .. neighbours.Skip(10)]));

        Assert.Null(await Store.Load("broken"));
        Assert.False(await Store.HasLanded(broken.CommitId));
        foreach (var unit in neighbours)
        {
            Assert.True(await Store.HasLanded(unit.CommitId));
            Assert.Equal(1, (await Store.Load(unit.States[0].Key))!.Version);
        }
    }

    [Fact]
    public async Task What_they_list_and_add_is_that_of_the_winners()
    {
        var rows = Enumerable.Range(0, 4).Select(i => Units.Token("spt_1") with { Amount = i }).ToList();
        var one = new TallyChange("changes", 1);

        var verdicts = await CommitTogether(
        [
            Units.Swap(rows[0].At(0)) with { Tallies = [one] },
            Units.Swap(rows[3].At(0)) with { Tallies = [one] },
            Units.Swap(rows[1].At(1)) with { Tallies = [one] },
            Units.Swap(rows[3].At(2)) with { Tallies = [one], Counters = [new CounterChange("stock", -1, 0)] },
            Units.Swap(rows[2].At(2)) with { Tallies = [one, one] },
        ]);

        Assert.Equal([true, false, true, false, true], verdicts.Select(verdict => verdict is Verdict.Committed));
        Assert.Equal(rows[2], Assert.Single(await Store.ListTokens(new TokenFilter(), Database.Clock.Now, null, 10)));
        Assert.Equal(4, (await Store.ReadTallies("changes", "changet"))["changes"]);
    }

    [Fact]
    public async Task One_whose_tally_no_store_can_hold_fails_alone()
    {
        await Store.Commit(Units.Tally(("full", long.MaxValue)));
        var broken = Units.Swap("broken".At(0)) with { Tallies = [new TallyChange("full", 1), new TallyChange("changes", 100)] };

        await Assert.ThrowsAsync<ArgumentException>(
            () => CommitTogether([Units.Tally(("changes", 1)), broken, Units.Tally(("changes", 1))]));

        Assert.Equal(2, (await Store.ReadTallies("changes", "changet"))["changes"]);
        Assert.False(await Store.HasLanded(broken.CommitId));
    }

    [Fact]
    public async Task Closing_the_store_finishes_them_first()
    {
        Task<Verdict>[] commits;
        Task closing;
        using (Database.Lock())
        {
            commits = [.. Enumerable.Range(0, 100).Select(i => Store.Commit(Units.Swap($"key {i}".At(0))).AsTask())];
            closing = Store.DisposeAsync().AsTask();
        }

        Assert.All(await Task.WhenAll(commits), verdict => Assert.IsType<Verdict.Committed>(verdict));
        await closing;
        Assert.Equal(100, Database.Number("SELECT count(*) FROM states"));
    }

    [Fact]
    public async Task More_than_may_wait_still_get_their_turn()
    {
        var narrow = OpenNarrow();

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => narrow.Commit(Units.Count("stock", 1)).AsTask()));

        Assert.Equal(200, verdicts.Length);
        Assert.Equal(200, await narrow.ReadCounter("stock"));
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <returns>A store that lets four wait and takes three together.</returns>
    protected abstract IOpenStore OpenNarrow();

    protected Task<Verdict[]> CommitTogether(IEnumerable<Unit> units) =>
        Database.Together(units.Select(unit => (Func<Task<Verdict>>)(() => Store.Commit(unit).AsTask())));
}
