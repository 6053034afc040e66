using Acp.Storage.Sqlite;
using Acp.Store;

namespace Acp.Storage.Tests;

public sealed class When_the_database_is_locked_for_good : IAsyncDisposable
{
    private readonly SqliteFile file = new();
    private readonly SqliteStore store;

    public When_the_database_is_locked_for_good() =>
        store = file.Open(new SqliteSettings(file.Path) { LockWait = TimeSpan.FromMilliseconds(20) });

    [Fact]
    public async Task Nobody_waits_for_ever_and_nothing_lands()
    {
        var units = Enumerable.Range(0, 50).Select(i => Units.Swap($"key {i}".At(0))).ToList();
        using (file.Lock())
        {
            var commits = units.Select(unit => store.Commit(unit).AsTask()).ToList();
            foreach (var commit in commits)
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(() => commit);
            }
        }

        Assert.Equal(0, file.Number("SELECT count(*) FROM states"));
        Assert.False(await store.HasLanded(units[0].CommitId));
    }

    [Fact]
    public async Task Reading_goes_on()
    {
        await store.Commit(Units.Swap("key".At(0, "before")));
        using (file.Lock())
        {
            Assert.Equal("before", (await store.Load("key")).Text());
        }
    }

    [Fact]
    public async Task The_store_recovers_by_itself()
    {
        using (file.Lock())
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Commit(Units.Count("stock", 1)));
        }

        await store.Commit(Units.Count("stock", 1));
        Assert.Equal(1, await store.ReadCounter("stock"));
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
