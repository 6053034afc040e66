using Acp.Storage.Postgres;
using Acp.Store;
using Acp.Tests.Postgres;

namespace Acp.Storage.Tests.Postgres;

public sealed class When_time_passes : IAsyncDisposable
{
    private const int Slice = 256;
    private const int StateSlice = 64;
    private readonly PostgresDatabase database = new();
    private readonly PostgresStore store;

    public When_time_passes() => store = database.Open();

    [Fact]
    public async Task A_landed_commit_is_known_for_two_days()
    {
        var unit = Units.Count("stock", 1);
        await store.Commit(unit);

        database.Clock.Advance(TimeSpan.FromHours(48));
        await store.Commit(Units.Count("stock", 1));

        Assert.True(await store.HasLanded(unit.CommitId));
    }

    [Fact]
    public async Task What_nobody_may_ask_for_goes_in_small_slices()
    {
        await Fill(3 * Slice);
        database.Clock.Advance(TimeSpan.FromHours(49));

        var left = new List<(long, long)>();
        for (var round = 0; round < 4; round++)
        {
            await store.Commit(Units.Count("stock", 1));
            var commits = database.Number("SELECT count(*) FROM commits WHERE at < (SELECT max(at) FROM commits)");
            left.Add((commits, database.Number("SELECT count(*) FROM replies")));
        }

        Assert.Equal([(2 * Slice, 2 * Slice), (Slice, Slice), (0, 0), (0, 0)], left);
    }

    /// <summary>Each goes whole: of none is the state gone and the trail there.</summary>
    [Fact]
    public async Task Finished_sessions_go_in_small_slices_with_all_that_is_theirs()
    {
        await Task.WhenAll(Enumerable.Range(0, 3 * StateSlice).Select(i => store.Commit(Finished($"key {i}")).AsTask()));
        database.Clock.Advance(TimeSpan.FromDays(1));

        var left = new List<(long, long)>();
        for (var batch = 0; batch < 4; batch++)
        {
            await store.Commit(Units.Count("stock", 1));
            left.Add((database.Number("SELECT count(*) FROM states"), database.Number("SELECT count(*) FROM audit")));
        }

        Assert.Equal([(2 * StateSlice, 4 * StateSlice), (StateSlice, 2 * StateSlice), (0, 0), (0, 0)], left);
    }

    /// <summary>Who has it locked is changing it, and nobody waits for him.</summary>
    [Fact]
    public async Task A_finished_session_that_somebody_has_locked_is_stepped_over()
    {
        await store.Commit(Finished("locked"));
        await store.Commit(Finished("free"));
        database.Clock.Advance(TimeSpan.FromDays(1));
        using (var holder = TestPostgres.Open(database.Connection))
        {
            TestPostgres.Execute(holder, "BEGIN; SELECT 1 FROM states WHERE key = 'locked' FOR NO KEY UPDATE");

            Assert.IsType<Verdict.Committed>(await store.Commit(Units.Count("stock", 1)));
        }

        Assert.Equal((1, 2), ((await store.Load("locked"))!.Version, (await store.ReadAudit("locked")).Count));
        Assert.Null(await store.Load("free"));
    }

    [Fact]
    public async Task What_somebody_may_still_ask_for_stays()
    {
        await store.Commit(Units.Keep(Units.Reply("long", database.Clock.Now.AddDays(7))));
        await Fill(10);
        database.Clock.Advance(TimeSpan.FromHours(49));

        await store.Commit(Units.Count("stock", 1));

        Assert.NotNull(await store.FindReply(Units.ReplyKey("long")));
        Assert.Equal(1, database.Number("SELECT count(*) FROM replies"));
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private Task<Verdict[]> Fill(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(
        i => store.Commit(Units.Keep(Units.Reply($"{i}", database.Clock.Now.AddHours(24)))).AsTask()));

    private Unit Finished(string key)
    {
        var entry = new AuditEntry(key, Units.Noon, "agent", "happened", "{}");
        return Units.Swap(key.At(0).KeptUntil(database.Clock.Now.AddHours(1))) with
        {
            Audit = [entry, entry],
        };
    }
}
