using Acp.Storage.Postgres;
using Acp.Store;

namespace Acp.Storage.Tests.Postgres;

public sealed class When_time_passes : IAsyncDisposable
{
    private const int Slice = 256;
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
}
