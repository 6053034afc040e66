using Acp.Storage.Sqlite;
using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>
/// The writer is made to wait by holding the database's lock from outside. What is queued meanwhile goes out as at most
/// two batches: the one the writer was about to begin, and one with all the rest.
/// </summary>
public sealed class When_units_wait_together : IAsyncDisposable
{
    private readonly SqliteFile file = new();
    private readonly SqliteStore store;

    public When_units_wait_together() => store = file.Open();

    [Fact]
    public async Task They_share_a_flush()
    {
        await store.Commit(Units.Count("warm", 1));
        var before = WriteAheadLog.Commits(file.Path);

        var verdicts = await CommitTogether(Enumerable.Range(0, 100).Select(i => Units.Swap($"key {i}".At(0))));

        Assert.All(verdicts, verdict => Assert.IsType<Verdict.Committed>(verdict));
        Assert.InRange(WriteAheadLog.Commits(file.Path) - before, 1, 2);
    }

    [Fact]
    public async Task Each_has_its_own_verdict()
    {
        await store.Commit(Units.Keep(Units.Reply("kept", file.Clock.Now.AddHours(24))));

        var verdicts = await CommitTogether(
        [
            Units.Swap("a".At(0), "b".At(0)),
            Units.Swap("c".At(0), "a".At(0)),
            Units.Count("stock", -1, 0) with { States = ["d".At(0)] },
            Units.Keep(Units.Reply("kept", file.Clock.Now.AddHours(24))) with { States = ["e".At(0)] },
            Units.Swap("b".At(1), "c".At(0)),
        ]);

        Assert.Equal(
            [
                new Verdict.Committed(), new Verdict.Conflict("a"), new Verdict.CounterShort("stock"),
                new Verdict.ReplyExists(Units.ReplyKey("kept")), new Verdict.Committed(),
            ],
            verdicts);
        Assert.Equal((null, null), (await store.Load("d"), await store.Load("e")));
        Assert.Equal((2, 1), ((await store.Load("b"))!.Version, (await store.Load("c"))!.Version));
    }

    [Fact]
    public async Task One_that_breaks_the_transaction_fails_alone()
    {
        await store.Commit(Units.Count("full", long.MaxValue));
        var broken = Units.Count("full", 1) with { States = ["broken".At(0)] };
        var neighbours = Enumerable.Range(0, 20).Select(i => Units.Swap($"key {i}".At(0))).ToList();

        await Assert.ThrowsAsync<ArgumentException>(
            () => CommitTogether([.. neighbours.Take(10), broken, .. neighbours.Skip(10)]));

        Assert.Null(await store.Load("broken"));
        Assert.False(await store.HasLanded(broken.CommitId));
        foreach (var unit in neighbours)
        {
            Assert.True(await store.HasLanded(unit.CommitId));
            Assert.Equal(1, (await store.Load(unit.States[0].Key))!.Version);
        }
    }

    [Fact]
    public async Task Text_that_is_no_text_fails_alone()
    {
        var verdicts = CommitTogether([Units.Count("stock", 1), Units.Swap("half \ud83d".At(0)), Units.Count("stock", 1)]);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => verdicts);
        Assert.Equal(2, await store.ReadCounter("stock"));
    }

    [Fact]
    public async Task Closing_the_store_finishes_them_first()
    {
        Task<Verdict>[] commits;
        Task closing;
        using (file.Lock())
        {
            commits = [.. Enumerable.Range(0, 100).Select(i => store.Commit(Units.Swap($"key {i}".At(0))).AsTask())];
            closing = store.DisposeAsync().AsTask();
        }

        Assert.All(await Task.WhenAll(commits), verdict => Assert.IsType<Verdict.Committed>(verdict));
        await closing;
        Assert.Equal(100, file.Number("SELECT count(*) FROM states"));
    }

    [Fact]
    public async Task More_than_may_wait_still_get_their_turn()
    {
        var narrow = file.Open(new SqliteSettings(file.Path) { MostWaiting = 4, MostTogether = 3 });

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => narrow.Commit(Units.Count("stock", 1)).AsTask()));

        Assert.Equal(200, verdicts.Length);
        Assert.Equal(200, await narrow.ReadCounter("stock"));
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();

    private Task<Verdict[]> CommitTogether(IEnumerable<Unit> units) =>
        file.Together(units.Select(unit => (Func<Task<Verdict>>)(() => store.Commit(unit).AsTask())));
}
