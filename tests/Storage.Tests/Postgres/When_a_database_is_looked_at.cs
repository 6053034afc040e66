using Acp.Keys;
using Acp.Launching;
using Acp.Storage.Postgres;
using Acp.Store;

namespace Acp.Storage.Tests.Postgres;

/// <summary>The launch check's look at a server: one real, and what others would be like.</summary>
public sealed class When_a_database_is_looked_at : IAsyncDisposable
{
    private readonly PostgresDatabase database = new();

    public static TheoryData<string, string, string> Rows => new()
    {
        { "store", "only reads", "standby" },
        { "store", "a newer one has run on it", "newer" },
        { "store", "migrations", "behind" },
        { "store", "not marked yet", "unmarked" },
        { "store_version", "PostgreSQL 13.4", "old" },
        { "store_durable", "fsync=off", "fsync" },
        { "store_durable", "SQL_ASCII", "encoding" },
        { "store_connections", "3 of the server's 97 connections are left to us; each process takes up to 22.", "full" },
        { "store_connections", "may have 10 connections (CONNECTION LIMIT)", "limited" },
        { "store_access", "default_transaction_read_only=on", "read only" },
        { "store_access", "may not write to states", "unwritable" },
        { "store_durable", "waits for 1 synchronous standby(s), and 0 are connected", "alone" },
        { "store_durable", "waits for 2 synchronous standby(s), and 1 are connected", "one of two" },
        { "store_clock", "90 s ahead of this machine's", "clock" },
        { "store_network", "not encrypted", "clear" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_server_that_is_not_fit_fails_with_its_sentence(string item, string sentence, string what) =>
        Assert.Contains(PostgresRules.Judge(Unfit(what), Schema.Migrations.Count, database.Clock.Now), it => it is LaunchFinding.Failed && it.Item == item && it.Text.Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void A_fit_one_passes() => Assert.All(PostgresRules.Judge(Fit(), Schema.Migrations.Count, database.Clock.Now), it => Assert.IsType<LaunchFinding.Passed>(it));

    [Fact]
    public void A_server_that_nobody_verifies_is_a_warning() =>
        Assert.Contains(PostgresRules.Judge(Fit() with { IsVerified = false }, Schema.Migrations.Count, database.Clock.Now), it => it is LaunchFinding.Warned { Item: "store_network" });

    [Fact]
    public void A_standby_that_may_not_be_seen_is_not_known() =>
        Assert.Contains(PostgresRules.Judge(Fit() with { SynchronousStandbys = null }, Schema.Migrations.Count, database.Clock.Now), it => it is LaunchFinding.NotChecked { Item: "store_durable" });

    [Fact]
    public async Task One_that_is_set_to_read_only_is_told()
    {
        database.Open();
        database.Execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$");

        var report = await Look(database.Connection);

        Assert.Contains(report.Findings, it => it is LaunchFinding.Failed { Item: "store_access" } && it.Text.Contains("default_transaction_read_only", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_who_may_only_read_is_told()
    {
        database.Open();
        var reader = $"reader_{Guid.NewGuid():N}";
        database.Execute($"CREATE ROLE {reader} LOGIN CONNECTION LIMIT 3; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader}");
        try
        {
            var report = await Look($"{database.Connection};Username={reader}");

            Assert.Contains(report.Findings, it => it is LaunchFinding.Failed { Item: "store_access" } && it.Text.Contains("audit, commits, counters, due, replies, states, tallies, tokens", StringComparison.Ordinal));
            Assert.Contains(report.Findings, it => it is LaunchFinding.Failed { Item: "store_connections" } && it.Text.Contains("may have 3 connections", StringComparison.Ordinal));
        }
        finally
        {
            database.Execute($"DROP OWNED BY {reader}; DROP ROLE {reader}");
        }
    }

    /// <summary>What Npgsql would refuse to open without a pool or for one host, a store opens.</summary>
    [Fact]
    public async Task Words_of_the_connection_string_that_a_store_takes_are_taken_here()
    {
        await Stores.Open($"{database.Connection};Multiplexing=true;Target Session Attributes=read-write", TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).DisposeAsync();

        var report = await Look($"{database.Connection};Multiplexing=true;Target Session Attributes=read-write");

        Assert.Contains(report.Findings, it => it is LaunchFinding.Passed { Item: "store" });
    }

    [Fact]
    public void A_pool_that_no_store_can_work_with_is_refused_before_anything_is_asked() =>
        Assert.Throws<ArgumentException>(() => Stores.Inspect($"{database.Connection};Maximum Pool Size=1", TimeProvider.System));

    [Fact]
    public async Task One_that_is_used_is_read_beside_its_users_and_not_written_to()
    {
        var store = database.Open();
        var key = new AccessKey("00112233445566778899", AccessKeyKind.Platform, "agent", null, "theirs", new string('0', 64), database.Clock.Now, "ann", null);
        var known = await store.LoadSnapshot<AccessKey>(AccessKey.KeyOf(key.Id));
        await store.Land(new Unit(Guid.NewGuid(), database.Clock.Now) { States = [known.To(key, new IndexColumns(AccessKey.StoreKind, "active", "agent", Amount: null, Currency: null, database.Clock.Now))] });
        var written = database.Number("SELECT count(*) FROM states");

        var report = await Look(database.Connection);

        Assert.Contains(report.Findings, it => it is LaunchFinding.Passed { Item: "store" });
        Assert.Contains(report.Findings, it => it is LaunchFinding.Passed { Item: "store_clock" });
        Assert.DoesNotContain(report.Findings, it => it.Item == "store_access");
        Assert.Equal(key.Id, StateCodec.Decode<AccessKey>(Assert.Single(report.Keys!).Span).Id);
        Assert.Equal(written, database.Number("SELECT count(*) FROM states"));
    }

    [Fact]
    public async Task One_that_nobody_has_used_yet_is_not_migrated()
    {
        var report = await Look(database.Connection);

        Assert.Contains(report.Findings, it => it is LaunchFinding.Failed { Item: "store" } && it.Text.StartsWith("The database has seen 0 of", StringComparison.Ordinal));
        Assert.Equal(0, database.Number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task One_that_does_not_let_us_in_is_told_without_its_name()
    {
        var report = await Look(database.Connection + ";Username=nobody_known;Database=no_such_database");

        var finding = Assert.IsType<LaunchFinding.Failed>(Assert.Single(report.Findings));
        Assert.StartsWith("The PostgreSQL database cannot be opened", finding.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("no_such_database", finding.Text + finding.Mend, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static Task<StoreReport> Look(string connection) => Stores.Inspect(connection, TimeProvider.System).Look(CancellationToken.None);

    private PostgresFacts Fit() => new(
        150_004,
        Schema.Migrations.Count,
        IsMarked: true,
        new Dictionary<string, string>
        {
            ["fsync"] = "on", ["full_page_writes"] = "on", ["server_encoding"] = "UTF8", ["synchronous_standby_names"] = "ANY 1 (a, b)",
            ["max_connections"] = "100", ["superuser_reserved_connections"] = "3", ["archive_mode"] = "on",
        },
        OthersConnections: 5,
        Pool: 22,
        TimeSpan.Zero)
    {
        IsPrivate = true,
        IsVerified = true,
        SynchronousStandbys = 1,
        LastArchivedAt = database.Clock.Now.AddHours(-1),
    };

    private PostgresFacts Unfit(string what) => what switch
    {
        "standby" => Fit() with { IsStandby = true },
        "newer" => Fit() with { Schema = 99 },
        "behind" => Fit() with { Schema = 3 },
        "unmarked" => Fit() with { IsMarked = false },
        "old" => Fit() with { Version = 130_004 },
        "fsync" => With("fsync", "off"),
        "encoding" => With("server_encoding", "SQL_ASCII"),
        "full" => Fit() with { OthersConnections = 94 },
        "limited" => Fit() with { Allowed = 10 },
        "read only" => Fit() with { IsReadOnly = true },
        "unwritable" => Fit() with { Unwritable = "states" },
        "alone" => Fit() with { SynchronousStandbys = 0 },
        "one of two" => With("synchronous_standby_names", "ANY 2 (a, b)"),
        "clock" => Fit() with { Skew = TimeSpan.FromSeconds(90) },
        _ => Fit() with { IsPrivate = false },
    };

    private PostgresFacts With(string name, string value) => Fit() with { Settings = new Dictionary<string, string>(Fit().Settings) { [name] = value } };
}
