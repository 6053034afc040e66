using Acp.Storage.Sqlite;
using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>Triggers that are put into the database from outside make it fail where a disk would.</summary>
public sealed class When_a_flush_fails : IAsyncDisposable
{
    private readonly SqliteFile file = new();
    private readonly SqliteStore store;

    public When_a_flush_fails() => store = file.Open();

    [Fact]
    public async Task Everybody_in_it_is_told_that_the_outcome_is_unknown()
    {
        FailCommits();

        var outcomes = await CommitTogether("a", "doomed", "b");

        // The first may have gone alone, before the others were queued.
        Assert.All(outcomes[1..], outcome => Assert.IsType<StoreUnavailableException>(outcome));
        Assert.Equal((null, null), (await store.Load("doomed"), await store.Load("b")));
    }

    [Fact]
    public async Task Not_landed_is_said_only_over_a_log_that_cannot_say_otherwise()
    {
        FailCommits();
        var unit = Units.Swap("doomed".At(0));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Commit(unit));

        Assert.False(await store.HasLanded(unit.CommitId));
        Assert.Equal(1, file.Number("SELECT count(*) FROM commits WHERE commit_id = zeroblob(16)"));
    }

    [Fact]
    public async Task The_store_goes_on()
    {
        FailCommits();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Commit(Units.Swap("doomed".At(0))));

        Assert.IsType<Verdict.Committed>(await store.Commit(Units.Swap("key".At(0))));
        Assert.Equal(1, (await store.Load("key"))!.Version);
    }

    [Fact]
    public async Task A_transaction_that_is_gone_is_begun_anew()
    {
        file.Execute("CREATE TRIGGER doom AFTER INSERT ON states WHEN NEW.key = 'doomed' BEGIN SELECT RAISE(ROLLBACK, 'gone'); END");

        var outcomes = await CommitTogether("a", "b", "doomed", "c");

        Assert.Equal([null, null, typeof(ArgumentException), null], outcomes.Select(outcome => outcome?.GetType()));
        Assert.Equal(3, file.Number("SELECT count(*) FROM states"));
        Assert.Equal(3, file.Number("SELECT count(*) FROM commits"));
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();

    // A reference to nothing is looked at when everything else has succeeded, at COMMIT itself.
    private void FailCommits()
    {
        file.Execute("CREATE TABLE parents (id INTEGER PRIMARY KEY)");
        file.Execute("CREATE TABLE orphans (parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)");
        file.Execute(
            "CREATE TRIGGER doom AFTER INSERT ON states WHEN NEW.key = 'doomed' BEGIN INSERT INTO orphans VALUES (1); END");
    }

    /// <returns>What each threw, or null.</returns>
    private Task<Exception?[]> CommitTogether(params string[] keys) =>
        file.Together(keys.Select(key => (Func<Task<Exception?>>)(() => Outcome(key))));

    private async Task<Exception?> Outcome(string key) =>
        await Record.ExceptionAsync(async () => await store.Commit(Units.Swap(key.At(0))));
}
