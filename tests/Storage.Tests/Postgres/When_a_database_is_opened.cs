using Acp.Storage.Postgres;
using Acp.Store;
using Acp.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Acp.Storage.Tests.Postgres;

public sealed class When_a_database_is_opened : IAsyncDisposable
{
    private readonly PostgresDatabase database = new();

    [Fact]
    public async Task Everything_from_before_is_there()
    {
        var unit = Units.Swap("key".At(0, "state")) with { Counters = [new CounterChange("stock", 7, null)] };
        await using (var before = database.Open())
        {
            await before.Commit(unit);
        }

        var store = database.Open();

        Assert.Equal(("state", 7), ((await store.Load("key")).Text(), await store.ReadCounter("stock")));
        Assert.True(await store.HasLanded(unit.CommitId));
    }

    [Fact]
    public async Task Many_that_open_a_new_one_at_once_all_succeed()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => PostgresStore.Open(new PostgresSettings(database.Connection), database.Clock, NullLogger<PostgresStore>.Instance))));

        var verdicts = await Task.WhenAll(stores.Select(store => store.Commit(Units.Count("stock", 1)).AsTask()));

        Assert.All(verdicts, verdict => Assert.IsType<Verdict.Committed>(verdict));
        Assert.Equal(8, await stores[0].ReadCounter("stock"));
        Assert.Equal(1, database.Number("SELECT count(*) FROM schema_version"));
        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
    }

    /// <summary>Made by the version that knew no inventory.</summary>
    [Fact]
    public async Task What_an_older_version_wrote_is_there_and_the_newer_one_goes_on()
    {
        database.Execute("CREATE TABLE schema_version (version integer NOT NULL)");
        foreach (var statement in Schema.Migrations.Take(2).SelectMany(migration => migration))
        {
            database.Execute(statement);
        }

        database.Execute("INSERT INTO schema_version VALUES (2)");
        database.Execute(
            """
            INSERT INTO states (key, version, state, kind, status, created_at, updated_at)
            VALUES ('key', 3, 'state', 'checkout_session', 'Completed', 0, 0), ('merchant/a', 1, 'state', 'merchant', 'verified', 0, 0)
            """);
        database.Execute("INSERT INTO counters VALUES ('stock', 7)");
        database.Execute("INSERT INTO audit (subject, at, actor, event, detail) VALUES ('key', 0, 'agent', 'happened', '{}')");

        var store = database.Open();

        await MigratedDatabase.GoesOn(store, database.Clock);
    }

    [Fact]
    public async Task A_newer_schema_is_left_alone_and_named()
    {
        await database.Open().DisposeAsync();
        database.Execute("UPDATE schema_version SET version = 999");

        var refusal = Assert.Throws<StoreUnavailableException>(database.Open);

        Assert.Contains("schema 999", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(999, database.Number("SELECT version FROM schema_version"));
    }

    [Fact]
    public async Task Commits_are_flushed_whatever_the_servers_default()
    {
        database.Execute($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(database.Connection).Database} SET synchronous_commit = off");
        var source = Connections.Source(new PostgresSettings(database.Connection));
        await using (source)
        {
            await using var setting = source.CreateCommand("SHOW synchronous_commit");
            Assert.Equal("on", await setting.ExecuteScalarAsync());
        }
    }

    /// <summary>A standby would answer with what callers were told a while ago.</summary>
    [Fact]
    public async Task Of_several_hosts_only_the_primary_is_asked()
    {
        await using var source = Connections.Source(new PostgresSettings("Host=one,other;Username=shop;Database=shop"));

        Assert.Contains("Target Session Attributes=primary", source.ConnectionString, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            "Target Session Attributes=primary",
            ClusterMembership.ConnectionOf("Host=one,other;Username=shop;Database=shop"),
            StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The writer keeps one: with a single connection nothing could ever be read again.</summary>
    [Fact]
    public void One_connection_is_too_few()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Connections.Source(new PostgresSettings("Host=one;Username=shop;Maximum Pool Size=1")));

        Assert.Contains("connections", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>As a primary does that was demoted: its address may lead to the new one by now.</summary>
    [Fact]
    public async Task Of_a_server_that_only_reads_no_connection_is_kept()
    {
        using var server = TestPostgres.OwnServer();
        var database = new PostgresDatabase(TestPostgres.NewDatabase(server.Connection));
        var store = database.Open();
        await store.Commit(Units.Swap("key".At(0)));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => store.Load("key").AsTask()));
        TestPostgres.Execute(server.Connection, "ALTER SYSTEM SET default_transaction_read_only = on");
        TestPostgres.Execute(server.Connection, "SELECT pg_reload_conf()");

        await Eventually.True(() => IsTurnedAway(store));
        await database.SettleServer();

        TestPostgres.Execute(server.Connection, "ALTER SYSTEM RESET default_transaction_read_only");
        TestPostgres.Execute(server.Connection, "SELECT pg_reload_conf()");
        await Eventually.True(async () => !await IsTurnedAway(store));
        await store.DisposeAsync();
    }

    [Fact]
    public void A_server_that_does_not_flush_is_refused()
    {
        using var server = TestPostgres.OwnServer();
        TestPostgres.Execute(server.Connection, "ALTER SYSTEM SET fsync = off");
        server.Stop();
        server.StartAgain();

        var refusal = Assert.Throws<StoreUnavailableException>(() => new PostgresDatabase(TestPostgres.NewDatabase(server.Connection)).Open());

        Assert.Contains("fsync=off", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_opened_by_its_address_too()
    {
        var own = new NpgsqlConnectionStringBuilder(database.Connection);
        var address = $"postgresql://{own.Username}:{Uri.EscapeDataString(own.Password ?? "p@ss:word")}@{own.Host}:{own.Port}/{own.Database}?application_name=shop";

        await using var store = Stores.Open(address, database.Clock, NullLoggerFactory.Instance);

        Assert.IsType<PostgresStore>(store);
        Assert.Equal("PostgreSQL", Stores.Describe(address));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=hunter2")]
    [InlineData("Host=127.0.0.1;Hunter2=1")]
    [InlineData("postgresql://shop:hunter2@127.0.0.1:1/shop?hunter2=1")]
    [InlineData("postgresql://shop:hunter2@:port/shop")]
    public void What_is_not_understood_is_not_repeated(string connection)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Stores.Open(connection, database.Clock, NullLoggerFactory.Instance));

        Assert.DoesNotContain("hunter2", $"{refusal}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_told_without_the_password()
    {
        var refusal = Assert.Throws<StoreUnavailableException>(
            () => Stores.Open("Host=127.0.0.1;Port=1;Username=shop;Password=hunter2", database.Clock, NullLoggerFactory.Instance));

        Assert.Contains("cannot be reached", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{refusal}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_not_there_is_told()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(database.Connection) { Database = "nowhere" }.ConnectionString;

        var refusal = Assert.Throws<StoreUnavailableException>(() => Stores.Open(nowhere, database.Clock, NullLoggerFactory.Instance));

        Assert.Contains("no such database", refusal.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<bool> IsTurnedAway(PostgresStore store)
    {
        try
        {
            await store.Commit(Units.Swap($"{Guid.NewGuid()}".At(0)));
            return false;
        }
        catch (StoreUnavailableException)
        {
            return true;
        }
    }
}
