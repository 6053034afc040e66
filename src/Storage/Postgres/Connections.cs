using System.Globalization;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>Opens connections that are safe for money. Every setting here is part of the store's promise.</summary>
internal static class Connections
{
    // Several processes share a server that grants 100 by default.
    private const int MostConnections = 20;

    // One is the writer's, for good.
    private const int FewestConnections = 2;

    // Connections for pages of lists. Two are enough for people, and an export cannot take those that checkouts read with.
    private const int MostForLists = 2;

    public static NpgsqlDataSource Source(PostgresSettings settings) => Source(settings, Describe(settings));

    /// <summary>
    /// For statements that look for something else each time. They are not prepared: a plan made for one kind of filter is
    /// wrong for the next, and they would push out those that every checkout says.
    /// </summary>
    public static NpgsqlDataSource Lists(PostgresSettings settings) => Source(settings, new NpgsqlConnectionStringBuilder(Describe(settings))
    {
        MaxAutoPrepare = 0,
        MinPoolSize = 0,
        MaxPoolSize = MostForLists,
    }.ConnectionString);

    /// <summary>Connections that a process opens at most.</summary>
    public static int MostOf(PostgresSettings settings) => new NpgsqlConnectionStringBuilder(Describe(settings)).MaxPoolSize + MostForLists;

    /// <summary>What a process is called at the server.</summary>
    public static string NameOf(PostgresSettings settings) => new NpgsqlConnectionStringBuilder(Describe(settings)).ApplicationName ?? "";

    private static NpgsqlDataSource Source(PostgresSettings settings, string connection)
    {
        var builder = new NpgsqlDataSourceBuilder(connection);
        var setUp = SetUp(settings);
        builder.UsePhysicalConnectionInitializer(connection => SetUp(connection, setUp), connection => SetUpAsync(connection, setUp));
        return builder.Build();
    }

    private static string Describe(PostgresSettings settings)
    {
        var own = new NpgsqlConnectionStringBuilder(settings.Connection)
        {
            // Seconds. A host that does not answer must not cost a caller more than half of what it has.
            Timeout = 5,
            CommandTimeout = (int)settings.StatementTimeout.TotalSeconds + 2,
            // Seconds. A resting connection that a firewall has dropped is found before somebody needs it.
            KeepAlive = 30,
            // Each statement is parsed and planned once a connection.
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            // Resetting would undo what is set below; nothing else is ever set.
            NoResetOnClose = true,
            Multiplexing = false,
            Enlist = false,
            IncludeErrorDetail = false,
        };
        if (!ConnectionString.Says(settings.Connection, "MaximumPoolSize", "MaxPoolSize"))
        {
            own.MaxPoolSize = Math.Max(MostConnections, own.MinPoolSize);
        }

        if (!ConnectionString.Says(settings.Connection, "ApplicationName"))
        {
            own.ApplicationName = "acp";
        }

        ConnectionString.AskPrimary(own);
        return own.MaxPoolSize >= FewestConnections ? own.ConnectionString : throw TooFew();
    }

    private static ArgumentException TooFew() =>
        new($"The PostgreSQL connection string allows fewer than {FewestConnections} connections: one writes, the others read.");

    // A standby is no place to read either, though a name may lead there for a while after a fail-over. Only what is weaker
    // than a flush is raised: remote_apply stays. The planner is told to probe indexes, because a
    // plan made while a table is empty would read all of it and be kept while it grows.
    private static string SetUp(PostgresSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         DO $$ BEGIN IF pg_is_in_recovery() THEN RAISE EXCEPTION USING ERRCODE = '{PostgresErrorCodes.ReadOnlySqlTransaction}'; END IF; END $$;
         SELECT set_config('synchronous_commit', 'on', false)
             WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write');
         SET default_transaction_isolation = 'read committed';
         SET lock_timeout = {settings.LockWait.TotalMilliseconds:0};
         SET statement_timeout = {settings.StatementTimeout.TotalMilliseconds:0};
         SET idle_in_transaction_session_timeout = {settings.IdleInTransaction.TotalMilliseconds:0};
         SET enable_seqscan = off;
         SET enable_hashjoin = off;
         SET enable_mergejoin = off
         """);

    private static void SetUp(NpgsqlConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static async Task SetUpAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync();
    }

#pragma warning disable CA2100 // Numbers of the settings and words of ours.
    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new(sql, connection);
#pragma warning restore CA2100
}
