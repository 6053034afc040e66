using Acp.Storage.Postgres;
using Acp.Store;
using Acp.Tests.Postgres;

namespace Acp.Storage.Tests.Postgres;

/// <summary>
/// A synchronous standby is asked for and gone. The server reports a commit that it no longer waits for as done, with a
/// warning; if it then fails over, the commit was never there.
/// </summary>
public sealed class When_the_standby_does_not_answer : IAsyncDisposable
{
    private readonly PostgresServer server = TestPostgres.OwnServer();
    private readonly PostgresDatabase database;
    private readonly PostgresStore store;

    public When_the_standby_does_not_answer()
    {
        database = new PostgresDatabase(TestPostgres.NewDatabase(server.Connection));
        store = Open();
    }

    [Fact]
    public async Task Nobody_is_told_that_a_commit_is_durable_until_the_standby_has_it()
    {
        Ask("ALTER SYSTEM SET synchronous_standby_names = 'absent'");

        var unit = await FirstInDoubt();
        await using var other = Open();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await other.HasLanded(unit.CommitId));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.HasLanded(unit.CommitId));

        Ask("ALTER SYSTEM RESET synchronous_standby_names");
        await Eventually.True(() => Answered(other, unit.CommitId), within: TimeSpan.FromMinutes(2));
        Assert.True(await store.HasLanded(unit.CommitId));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        server.Dispose();
    }

    // The server takes note of a setting a moment later, so the first ones may still be durable without a standby.
    private async Task<Unit> FirstInDoubt()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var number = 0; !bound.IsCancellationRequested; number++)
        {
            var unit = Units.Swap($"key {number}".At(0));
            try
            {
                await store.Commit(unit);
            }
            catch (StoreUnavailableException)
            {
                return unit;
            }
        }

        throw new InvalidOperationException("Every commit was told to be durable.");
    }

    private static async Task<bool> Answered(PostgresStore asked, Guid commitId)
    {
        try
        {
            return await asked.HasLanded(commitId);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private PostgresStore Open() => database.Open(new PostgresSettings(database.Connection) { StatementTimeout = TimeSpan.FromSeconds(1) });

    private void Ask(string sql)
    {
        TestPostgres.Execute(server.Connection, sql);
        TestPostgres.Execute(server.Connection, "SELECT pg_reload_conf()");
    }
}
