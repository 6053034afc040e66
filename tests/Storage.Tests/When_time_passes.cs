using Acp.Storage.Sqlite;
using Acp.Store;

namespace Acp.Storage.Tests;

public sealed class When_time_passes : IAsyncDisposable
{
    private const int Slice = 256;
    private const int StateSlice = 64;
    private readonly SqliteFile file = new();
    private readonly SqliteStore store;

    public When_time_passes() => store = file.Open();

    [Fact]
    public async Task A_landed_commit_is_known_for_two_days()
    {
        var unit = Units.Count("stock", 1);
        await store.Commit(unit);

        file.Clock.Advance(TimeSpan.FromHours(48));
        await store.Commit(Units.Count("stock", 1));

        Assert.True(await store.HasLanded(unit.CommitId));
    }

    [Fact]
    public async Task What_nobody_may_ask_for_goes_in_small_slices()
    {
        await Fill(3 * Slice);
        file.Clock.Advance(TimeSpan.FromHours(49));

        var left = new List<(long, long)>();
        for (var batch = 0; batch < 4; batch++)
        {
            await store.Commit(Units.Count("stock", 1));
            var commits = file.Number("SELECT count(*) FROM commits WHERE at < (SELECT max(at) FROM commits)");
            left.Add((commits, file.Number("SELECT count(*) FROM replies")));
        }

        Assert.Equal([(2 * Slice, 2 * Slice), (Slice, Slice), (0, 0), (0, 0)], left);
    }

    /// <summary>Each goes whole: of none is the state gone and the trail there.</summary>
    [Fact]
    public async Task Finished_sessions_go_in_small_slices_with_all_that_is_theirs()
    {
        await Task.WhenAll(Enumerable.Range(0, 3 * StateSlice).Select(i => store.Commit(Finished($"key {i}")).AsTask()));
        file.Clock.Advance(TimeSpan.FromDays(1));

        var left = new List<(long, long)>();
        for (var batch = 0; batch < 4; batch++)
        {
            await store.Commit(Units.Count("stock", 1));
            left.Add((file.Number("SELECT count(*) FROM states"), file.Number("SELECT count(*) FROM audit")));
        }

        Assert.Equal([(2 * StateSlice, 4 * StateSlice), (StateSlice, 2 * StateSlice), (0, 0), (0, 0)], left);
    }

    [Fact]
    public async Task What_somebody_may_still_ask_for_stays()
    {
        await store.Commit(Units.Keep(Units.Reply("long", file.Clock.Now.AddDays(7))));
        await Fill(10);
        file.Clock.Advance(TimeSpan.FromHours(49));

        await store.Commit(Units.Count("stock", 1));

        Assert.NotNull(await store.FindReply(Units.ReplyKey("long")));
        Assert.Equal(1, file.Number("SELECT count(*) FROM replies"));
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();

    private Task<Verdict[]> Fill(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(
        i => store.Commit(Units.Keep(Units.Reply($"{i}", file.Clock.Now.AddHours(24)))).AsTask()));

    private Unit Finished(string key)
    {
        var entry = new AuditEntry(key, Units.Noon, "agent", "happened", "{}");
        return Units.Swap(key.At(0).KeptUntil(file.Clock.Now.AddHours(1))) with
        {
            Audit = [entry, entry],
        };
    }
}
