using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// Where the silos of a cluster find each other: tables beside the store's own, and the statements that the cluster's
/// ADO.NET provider looks up by name in <c>OrleansQuery</c>. Names of statements and parameters, and the columns each
/// returns, are that provider's; a row of the version comes back even where there is no silo.
/// </summary>
public static class ClusterMembership
{
    /// <summary>How the provider calls the driver.</summary>
    public const string Invariant = "Npgsql";

    private const string Silo = "cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation";

    private const string ReadSilos = """
        SELECT v.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
            s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspect_times AS SuspectTimes,
            s.started_at AS StartTime, s.alive_at AS IAmAliveTime
        FROM cluster_versions v LEFT JOIN cluster_silos s ON s.cluster_id = v.cluster_id
        """;

    // The version is the fence: of two silos that change the table at once the second finds it moved on, and reads anew.
    private const string Moved = """
        WITH moved AS (
            UPDATE cluster_versions SET version = version + 1
            WHERE cluster_id = @DeploymentId AND version = @Version
        """;

    /// <summary>Changed by appending a migration that writes the row anew; silos of two versions share the table while they are rolled.</summary>
    internal static IReadOnlyList<string> Migration { get; } =
    [
        """
        CREATE TABLE cluster_versions (
            cluster_id text COLLATE "C" PRIMARY KEY,
            version integer NOT NULL
        )
        """,
        // Generation tells one life of an address from the next.
        """
        CREATE TABLE cluster_silos (
            cluster_id text COLLATE "C" NOT NULL,
            address text COLLATE "C" NOT NULL,
            port integer NOT NULL,
            generation integer NOT NULL,
            silo_name text NOT NULL,
            host_name text NOT NULL,
            status integer NOT NULL,
            proxy_port integer NOT NULL,
            suspect_times text,
            started_at timestamptz NOT NULL,
            alive_at timestamptz NOT NULL,
            PRIMARY KEY (cluster_id, address, port, generation)
        )
        """,
        "CREATE TABLE OrleansQuery (QueryKey text PRIMARY KEY, QueryText text NOT NULL)",
        Named("GatewaysQueryKey", """
            SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM cluster_silos
            WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0
            """),
        Named("MembershipReadAllKey", $"{ReadSilos} WHERE v.cluster_id = @DeploymentId"),
        Named("MembershipReadRowKey", $"""
            {ReadSilos} AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
            WHERE v.cluster_id = @DeploymentId
            """),
        Named("InsertMembershipVersionKey", """
            WITH added AS (
                INSERT INTO cluster_versions (cluster_id, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1)
            SELECT count(*) > 0 FROM added
            """),
        Named("InsertMembershipKey", $"""
            {Moved} AND NOT EXISTS (SELECT 1 FROM cluster_silos WHERE {Silo}) RETURNING cluster_id),
            added AS (
                INSERT INTO cluster_silos (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
                SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
                RETURNING 1)
            SELECT count(*) > 0 FROM added
            """),
        Named("UpdateMembershipKey", $"""
            {Moved} AND EXISTS (SELECT 1 FROM cluster_silos WHERE {Silo}) RETURNING cluster_id),
            changed AS (
                UPDATE cluster_silos SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
                WHERE {Silo} AND EXISTS (SELECT 1 FROM moved)
                RETURNING 1)
            SELECT count(*) > 0 FROM changed
            """),
        // Outside of the version: a heartbeat changes nothing that others decide on together.
        Named("UpdateIAmAlivetimeKey", $"UPDATE cluster_silos SET alive_at = @IAmAliveTime WHERE {Silo}"),
        // 3 is an active silo.
        Named("CleanupDefunctSiloEntriesKey",
            "DELETE FROM cluster_silos WHERE cluster_id = @DeploymentId AND status <> 3 AND alive_at < @IAmAliveTime"),
        Named("DeleteMembershipTableEntriesKey", """
            WITH silos AS (DELETE FROM cluster_silos WHERE cluster_id = @DeploymentId)
            DELETE FROM cluster_versions WHERE cluster_id = @DeploymentId
            """),
    ];

    /// <param name="store">The value of <c>Store</c>.</param>
    /// <returns>The connection string for the cluster's provider, which holds a password; null where the store is no PostgreSQL.</returns>
    /// <exception cref="ArgumentException">It is one, with a part that is not understood.</exception>
    public static string? ConnectionOf(string? store)
    {
        if (store is null || !ConnectionString.IsOne(store))
        {
            return null;
        }

        var own = new NpgsqlConnectionStringBuilder(ConnectionString.Read(store))
        {
            ApplicationName = "acp-cluster",
            MaxPoolSize = 4, // A read every few seconds; the store's connections are for checkouts.
        };
        own.MinPoolSize = Math.Min(own.MinPoolSize, own.MaxPoolSize);
        own.Timeout = 5; // Seconds. Silos look at the table that often.
        ConnectionString.AskPrimary(own);
        return own.ConnectionString;
    }

    private static string Named(string key, string statement) => $"INSERT INTO OrleansQuery VALUES ('{key}', $${statement}$$)";
}
