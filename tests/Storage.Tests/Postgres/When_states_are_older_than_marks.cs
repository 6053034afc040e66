using Acp.Storage.Inventory;
using Acp.Storage.Postgres;
using Acp.Store;
using Acp.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Acp.Storage.Tests.Postgres;

public sealed class When_states_are_older_than_marks : IAsyncDisposable
{
    private const int SchemaBefore = 8;
    private const string Marked = "SELECT count(*) FROM states WHERE mark = 'waiting' AND marked_at = version";
    private const string Stuck = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'acp' AND wait_event_type = 'Lock'";

    private const string ValidIndexes =
        """
        SELECT count(*) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
        WHERE relname IN ('states_by_mark', 'states_by_buyer', 'states_by_intent') AND indisvalid AND NOT indisunique
        """;

    private readonly PostgresDatabase database = new();

    public When_states_are_older_than_marks()
    {
        database.Execute("CREATE TABLE schema_version (version integer NOT NULL)");
        Migrate(Schema.Migrations.Take(SchemaBefore), SchemaBefore);
    }

    [Fact]
    public async Task What_waits_for_a_person_is_found_after_the_migration()
    {
        foreach (var statement in StatesBeforeMarks.Statements("bytea"))
        {
            database.Execute(statement);
        }

        await StatesBeforeMarks.AreMarked(database.Open());
    }

    /// <summary>Everything that a node of the older version does, with a patience that no wait for a table would meet.</summary>
    [Fact]
    public async Task Other_nodes_read_and_commit_while_they_are_marked()
    {
        FillAndAddColumns();
        using var inTheWay = HoldOneOfTheSecondBatch();
        var opening = Task.Run(database.Open);
        await Eventually.True(() => database.Number(Stuck) == 1);

        using (var other = TestPostgres.Open(database.Connection))
        {
            TestPostgres.Execute(other, "SET lock_timeout = '1ms'");
            TestPostgres.Execute(other, "SELECT count(*) FROM states");
            TestPostgres.Execute(other, "UPDATE states SET version = version + 1, status = 'Completed' WHERE key IN ('session/00001', 'session/02500')");
            TestPostgres.Execute(other, "INSERT INTO states (key, version, state, kind, status, created_at, updated_at) VALUES ('new', 1, 'state', 'order', 'created', 0, 0)");
            TestPostgres.Execute(other, "DELETE FROM states WHERE key = 'session/00002'");
        }

        Assert.Equal(1, database.Number(Stuck));
        inTheWay.Dispose();
        var marked = await (await opening).FindMarked("waiting", Units.Noon, 1);
        Assert.Equal(2500 - 3, marked.Count);
    }

    /// <summary>A node of the older version that ran on beside the first new one; the last of the new ones starts when it has gone.</summary>
    [Fact]
    public async Task What_an_older_node_gave_up_afterwards_is_found_from_the_next_start_on()
    {
        database.Open();
        foreach (var statement in StatesBeforeMarks.Statements("bytea"))
        {
            database.Execute(statement);
        }

        database.Execute("UPDATE states SET mark = 'waiting', marked_since = 0, marked_at = version, version = version + 1 WHERE key = 'delivery/dead'");

        var store = database.Open();

        Assert.Equal((1, 2), ((await store.FindMarked("dead_letter", Units.Noon, 10)).Count, (await store.FindMarked("left_event", Units.Noon, 10)).Count));
        Assert.Equal(0, (await store.FindMarked("waiting", Units.Noon, 10)).Count);
        Assert.Equal(3, database.Number("SELECT count(*) FROM states WHERE mark IS NOT NULL"));
    }

    [Fact]
    public async Task What_is_changed_before_its_batch_is_not_marked_for_what_it_was()
    {
        FillAndAddColumns();
        using var inTheWay = HoldOneOfTheSecondBatch("UPDATE states SET version = version + 1, status = 'Completed'");
        var opening = Task.Run(database.Open);
        await Eventually.True(() => database.Number(Stuck) == 1);

        TestPostgres.Execute(inTheWay, "COMMIT");

        await opening;
        Assert.Equal(2499, database.Number(Marked));
    }

    [Fact]
    public async Task A_start_that_is_stopped_goes_on_at_the_next()
    {
        FillAndAddColumns();
        using (HoldOneOfTheSecondBatch())
        {
            var opening = Task.Run(database.Open);
            await Eventually.True(() => database.Number(Stuck) == 1);
            database.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'acp'");
            await Assert.ThrowsAsync<StoreUnavailableException>(() => opening);
        }

        Assert.Equal((Marking.Batch, 0), (database.Number(Marked), database.Number("SELECT count(*) FROM marking WHERE done")));
        database.Execute("UPDATE states SET mark = NULL, marked_at = NULL WHERE key = 'session/00001'");

        database.Open();

        // It did not begin again.
        Assert.Equal((2499, 1), (database.Number(Marked), database.Number("SELECT count(*) FROM marking WHERE done")));
    }

    [Fact]
    public async Task Several_that_start_together_all_begin_when_it_is_done()
    {
        FillWithWaiting();

        var stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(
            () => PostgresStore.Open(new PostgresSettings(database.Connection), database.Clock, NullLogger<PostgresStore>.Instance))));

        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
        Assert.Equal((2500, 3), (database.Number(Marked), database.Number(ValidIndexes)));
    }

    /// <summary>As a process leaves it that is killed while it builds one.</summary>
    [Fact]
    public void An_index_that_was_half_built_is_built_again()
    {
        FillWithWaiting();
        Assert.Throws<PostgresException>(() => database.Execute("CREATE UNIQUE INDEX CONCURRENTLY states_by_buyer ON states (kind)"));

        database.Open();

        Assert.Equal(3, database.Number(ValidIndexes));
    }

    /// <summary>A backup, say. Until it ends nobody must wait behind a migration that waits for it.</summary>
    [Fact]
    public void A_table_that_somebody_holds_on_to_stops_the_start_and_nobody_else()
    {
        using var reader = TestPostgres.Open(database.Connection);
        TestPostgres.Execute(reader, "BEGIN; SELECT count(*) FROM states");

        var refusal = Assert.Throws<StoreUnavailableException>(
            () => database.Open(new PostgresSettings(database.Connection) { MigrationLockWait = TimeSpan.FromMilliseconds(20) }));

        Assert.Contains("another session holds", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(SchemaBefore, database.Number("SELECT version FROM schema_version"));
        TestPostgres.Execute(reader, "COMMIT");
        database.Open();
        Assert.Equal(Schema.Migrations.Count, database.Number("SELECT version FROM schema_version"));
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private void Migrate(IEnumerable<IReadOnlyList<string>> migrations, int until)
    {
        foreach (var statement in migrations.SelectMany(migration => migration))
        {
            database.Execute(statement);
        }

        database.Execute($"DELETE FROM schema_version; INSERT INTO schema_version VALUES ({until})");
    }

    /// <summary>What waits for others is over: the next start only marks.</summary>
    private void FillAndAddColumns()
    {
        FillWithWaiting();
        string[] indexes = [.. MarkQuery.Indexes.Select(index => $"CREATE INDEX {index.Name} ON {index.On}")];
        Migrate([.. Schema.Migrations.Skip(SchemaBefore), indexes], Schema.Migrations.Count);
    }

    private void FillWithWaiting() => database.Execute(
        """
        INSERT INTO states (key, version, state, kind, status, created_at, updated_at)
        SELECT 'session/' || to_char(n, 'FM00000'), 1, 'state', 'checkout_session', 'AuthenticationRequired', 0, 0 FROM generate_series(1, 2500) AS n
        """);

    private NpgsqlConnection HoldOneOfTheSecondBatch(string? change = null)
    {
        var holder = TestPostgres.Open(database.Connection);
        TestPostgres.Execute(holder, $"BEGIN; {change ?? "SELECT FROM states"} WHERE key = 'session/01500' {(change is null ? "FOR UPDATE" : "")}");
        return holder;
    }
}
