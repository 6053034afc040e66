using System.Globalization;
using Acp.Keys;
using Acp.ProviderEvents;
using Acp.Storage.Inventory;
using Acp.Store;
using Npgsql;
using static Acp.Launching.LaunchFinding;

namespace Acp.Storage.Postgres;

/// <summary>Reads a database over one connection of its own, whose transactions the server itself lets write nothing.</summary>
internal sealed class PostgresInspection : IStoreInspection
{
    private const string OwnName = "acp check";

    private static readonly string[] Asked =
    [
        "fsync", "full_page_writes", "server_encoding", "synchronous_standby_names", "max_connections", "superuser_reserved_connections", "reserved_connections", "archive_mode",
    ];

    private readonly PostgresSettings settings;
    private readonly TimeProvider clock;
    private readonly int pool;

    private PostgresInspection(PostgresSettings settings, TimeProvider clock, int pool) => (this.settings, this.clock, this.pool) = (settings, clock, pool);

    /// <exception cref="ArgumentException">A store would not be opened with these settings either.</exception>
    public static PostgresInspection Of(PostgresSettings settings, TimeProvider clock) => new(settings, clock, Connections.MostOf(settings));

    public async Task<StoreReport> Look(CancellationToken stop)
    {
        try
        {
            await using var source = Source();
            await using var connection = await source.OpenConnectionAsync(stop);
            var isReadOnly = await One<bool>(connection, "SELECT current_setting('default_transaction_read_only')::boolean", stop);
            await ReadOnly(connection, stop);
            var facts = await Gather(connection, stop) with { IsReadOnly = isReadOnly };
            var findings = PostgresRules.Judge(facts, Schema.Migrations.Count, clock.GetUtcNow()).ToList();
            return facts.Schema != Schema.Migrations.Count
                ? new StoreReport(findings)
                : new StoreReport(findings, await Keys(connection, stop), await NewestNotice(connection, stop));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return new StoreReport([new Failed("store", Failures.CannotOpen(e).Message, "See that Store names the server, the database and a user with its password, and that the way there is open.")]);
        }
    }

    // Not the store's own settings: those begin with an error on a standby, and a standby is something to tell of.
    private NpgsqlDataSource Source()
    {
        var own = new NpgsqlConnectionStringBuilder(settings.Connection)
        {
            Timeout = 5,
            CommandTimeout = 8,
            Pooling = false,
            Multiplexing = false, // Which needs a pool.
            Enlist = false,
            IncludeErrorDetail = false,
            ApplicationName = OwnName,
        };
        ConnectionString.AskPrimary(own);
        return NpgsqlDataSource.Create(own);
    }

    private static async Task ReadOnly(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SET default_transaction_read_only = on; SET statement_timeout = '8s'; SET lock_timeout = '2s'", connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    private async Task<PostgresFacts> Gather(NpgsqlConnection connection, CancellationToken stop)
    {
        var schema = await One<string?>(connection, "SELECT to_regclass('schema_version')::text", stop) is null
            ? 0
            : await One<int>(connection, "SELECT coalesce(max(version), 0) FROM schema_version", stop);
        var isLocal = await One<bool>(connection, "SELECT inet_client_addr() IS NULL OR inet_client_addr() = inet_server_addr()", stop);
        return new(
            await One<int>(connection, "SELECT current_setting('server_version_num')::integer", stop),
            schema,
            schema != Schema.Migrations.Count || await One<bool>(connection, "SELECT done FROM marking", stop),
            await Settings(connection, stop),
            await One<int>(connection, $"SELECT count(*)::integer FROM pg_stat_activity WHERE coalesce(backend_type, 'client backend') = 'client backend' AND application_name NOT IN ({Ours})", stop),
            pool,
            await Skew(connection, stop))
        {
            IsStandby = await One<bool>(connection, "SELECT pg_is_in_recovery()", stop),
            IsPrivate = isLocal || await One<bool>(connection, "SELECT coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)", stop),
            IsVerified = isLocal || new NpgsqlConnectionStringBuilder(settings.Connection).SslMode is SslMode.VerifyFull,
            SynchronousStandbys = await One<int?>(connection, Standbys, stop),
            Allowed = await One<int?>(connection, Limit, stop),
            Unwritable = await One<string?>(connection, Unwritable, stop),
            LastArchivedAt = await One<DateTime?>(connection, "SELECT last_archived_time FROM pg_stat_archiver", stop) is { } at ? new DateTimeOffset(at) : null,
        };
    }

    // Where the role may not see a standby's state, it sees that there is one.
    private const string Standbys = """
        SELECT CASE WHEN bool_or(sync_state IS NULL) THEN NULL ELSE (count(*) FILTER (WHERE sync_state IN ('sync', 'quorum')))::integer END
        FROM pg_stat_replication
        """;

    // −1 is no limit.
    private const string Limit = """
        SELECT min(most)::integer FROM (
            SELECT rolconnlimit AS most FROM pg_roles WHERE rolname = current_user AND NOT rolsuper
            UNION ALL SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS limits
        WHERE most >= 0
        """;

    // Of ours alone: others may have tables beside them. An audit that grows only is somebody's good idea.
    private const string Unwritable = """
        SELECT string_agg(relname::text, ', ' ORDER BY relname) FROM pg_class
        WHERE oid = ANY (ARRAY[to_regclass('states'), to_regclass('counters'), to_regclass('replies'), to_regclass('audit'), to_regclass('due'),
                               to_regclass('commits'), to_regclass('tokens'), to_regclass('tallies')]::oid[])
          AND NOT (has_table_privilege(oid, 'INSERT')
                   AND (relname IN ('audit', 'tallies') OR (has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))))
        """;

    // It was so late there at some moment between two of ours.
    private async Task<TimeSpan> Skew(NpgsqlConnection connection, CancellationToken stop)
    {
        var asked = clock.GetUtcNow();
        var there = new DateTimeOffset(await One<DateTime>(connection, "SELECT clock_timestamp()", stop));
        var answered = clock.GetUtcNow();
        return there < asked ? there - asked : there > answered ? there - answered : TimeSpan.Zero;
    }

    // Names of ours, as the store and this check give them to the server.
    private string Ours => string.Join(", ", new[] { OwnName, Connections.NameOf(settings) }.Select(name => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'"));

    private static async Task<Dictionary<string, string>> Settings(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT name, setting FROM pg_settings WHERE name = ANY($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Asked });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(stop))
        {
            settings[rows.GetString(0)] = rows.GetString(1);
        }

        return settings;
    }

    private static async Task<List<ReadOnlyMemory<byte>>> Keys(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT state FROM states WHERE kind = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = AccessKey.StoreKind });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var keys = new List<ReadOnlyMemory<byte>>();
        while (await rows.ReadAsync(stop))
        {
            keys.Add(rows.GetFieldValue<byte[]>(0));
        }

        return keys;
    }

    private static async Task<DateTimeOffset?> NewestNotice(NpgsqlConnection connection, CancellationToken stop) =>
        await One<long?>(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT max(created_at) FROM states WHERE kind = '{EventRecord.StoreKind}' AND {MarkQuery.OfPayments}"), stop) is { } at ? at.ToTime() : null;

    private static async Task<T?> One<T>(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
#pragma warning disable CA2100 // Words of ours, and names that are escaped.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(stop) is { } value and not DBNull ? (T)value : default;
    }
}
