using Acp.Processes;
using Acp.Storage.Postgres;
using Acp.Store;
using Acp.Tests.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;

namespace Acp.Silo.Tests;

/// <summary>
/// Why sessions and tokens are not kept by the stock ADO.NET grain persistence (docs/decisions/0012). Its published table
/// for PostgreSQL has a plain index over a grain's key where a unique one should be; the table here is ours, and of that shape.
/// </summary>
public sealed class When_the_stock_persistence_writes_twice : IAsyncLifetime
{
    private const long Gate = 12;

    // What both activations have read is that there is no row; the trigger holds them up there until both have come so far.
    private static readonly string[] Schema =
    [
        "CREATE TABLE grain_states (grain text NOT NULL, version integer NOT NULL, payload bytea)",
        "CREATE INDEX ON grain_states (grain)",
        "CREATE TABLE OrleansQuery (QueryKey text PRIMARY KEY, QueryText text NOT NULL)",
        $"""
        CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock_shared({Gate}); RETURN NEW; END $$
        """,
        "CREATE TRIGGER at_gate BEFORE INSERT ON grain_states FOR EACH ROW EXECUTE FUNCTION wait_at_gate()",
        """
        INSERT INTO OrleansQuery VALUES ('WriteToStorageKey', $$
            WITH updated AS (
                UPDATE grain_states SET version = version + 1, payload = @PayloadBinary
                WHERE grain = @GrainIdExtensionString AND version = @GrainStateVersion RETURNING version),
            inserted AS (
                INSERT INTO grain_states SELECT @GrainIdExtensionString, 1, @PayloadBinary
                WHERE @GrainStateVersion IS NULL AND NOT EXISTS (SELECT 1 FROM grain_states WHERE grain = @GrainIdExtensionString)
                RETURNING version)
            SELECT version AS NewGrainStateVersion FROM updated UNION ALL SELECT version FROM inserted
            $$)
        """,
        """
        INSERT INTO OrleansQuery VALUES ('ReadFromStorageKey',
            $$ SELECT payload AS PayloadBinary, version AS Version FROM grain_states WHERE grain = @GrainIdExtensionString $$)
        """,
        "INSERT INTO OrleansQuery VALUES ('ClearStorageKey', $$ DELETE FROM grain_states WHERE grain = @GrainIdExtensionString RETURNING version $$)",
    ];

    private readonly string database = TestPostgres.NewDatabase();
    private IHost? silo;

    public async ValueTask InitializeAsync()
    {
        Array.ForEach(Schema, statement => TestPostgres.Execute(database, statement));
        silo = new HostBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .UseOrleans(builder => builder
                .UseLocalhostClustering(siloPort: Ports.Take(), gatewayPort: 0)
                .AddAdoNetGrainStorage("stock", options => (options.Invariant, options.ConnectionString) = (ClusterMembership.Invariant, database)))
            .Build();
        await silo.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await silo!.StopAsync();
        silo.Dispose();
        TestPostgres.Drop(database);
    }

    [Fact]
    public async Task Both_first_writes_succeed_and_the_grain_can_be_read_no_more()
    {
        var storage = silo!.Services.GetRequiredKeyedService<IGrainStorage>("stock");
        var grain = GrainId.Create("session", "cs_1");
        var (one, other) = (new GrainState<string>("first"), new GrainState<string>("second"));
        using (var gate = TestPostgres.Open(database))
        {
            TestPostgres.Execute(gate, $"SELECT pg_advisory_lock({Gate})");
            var writes = new[] { one, other }.Select(state => storage.WriteStateAsync("session", grain, state)).ToArray();
            await Eventually.True(() => TestPostgres.Number(database, $"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {Gate} AND NOT granted") == 2);
            TestPostgres.Execute(gate, $"SELECT pg_advisory_unlock({Gate})");
            await Task.WhenAll(writes);
        }

        Assert.Equal(("1", "1"), (one.ETag, other.ETag));
        Assert.Equal(2, TestPostgres.Number(database, "SELECT count(*) FROM grain_states WHERE grain = 'cs_1'"));
        var lost = await Assert.ThrowsAsync<InvalidOperationException>(() => storage.ReadStateAsync("session", grain, new GrainState<string>()));
        Assert.Contains("more than one element", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_first_commits_to_our_own_store_one_is_told_that_it_lost()
    {
        var own = new PostgresSettings(TestPostgres.NewDatabase());
        await using var here = PostgresStore.Open(own, TimeProvider.System, NullLogger<PostgresStore>.Instance);
        await using var there = PostgresStore.Open(own, TimeProvider.System, NullLogger<PostgresStore>.Instance);

        var verdicts = await Task.WhenAll(here.Commit(First()).AsTask(), there.Commit(First()).AsTask());

        Assert.Single(verdicts, verdict => verdict is Verdict.Committed);
        Assert.Single(verdicts, verdict => verdict is Verdict.Conflict);
    }

    private static Unit First()
    {
        var now = TimeProvider.System.GetUtcNow();
        var change = new StateChange("session/cs_1", ExpectedVersion: 0, new byte[] { 1 }, new IndexColumns("session", "open", null, null, null, now));
        return new Unit(Guid.NewGuid(), now) { States = [change] };
    }
}
