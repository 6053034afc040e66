using Acp.Store;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>Brings a database to the schema this program knows. Forward only, in one transaction.</summary>
internal static class Migrator
{
    // Any number, as long as it is always the same.
    private const long Lock = 0x61_63_70_73_63_68_65_6d;

    /// <exception cref="StoreUnavailableException">
    /// A newer version of this program has migrated the database, or others held a table for too long.
    /// </exception>
    public static Task Run(NpgsqlConnection connection, LockTries tries) => tries.Do(async () =>
    {
        await using var transaction = await connection.BeginTransactionAsync();

        // Another process may be at it.
        await Execute(connection, "SET LOCAL statement_timeout = '10min'; SET LOCAL lock_timeout = '10min'");
        // The lock comes before the look: two processes that start together must not both see an old version.
        await Execute(connection, $"SELECT pg_advisory_xact_lock({Lock})");
        // Whoever waits for a whole table holds up everybody who comes after, although it has nothing yet.
        await Execute(connection, $"SET LOCAL lock_timeout = {tries.Milliseconds}");
        await Execute(connection, "CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)");
        await Advance(connection, await Seen(connection));
        await transaction.CommitAsync();
    });

    private static async Task Advance(NpgsqlConnection connection, int seen)
    {
        var known = Schema.Migrations.Count;
        if (seen > known)
        {
            throw new StoreUnavailableException(
                $"The database has schema {seen}, this program knows up to {known}: a newer version has run on it. Start that one.");
        }

        if (seen == known)
        {
            return;
        }

        foreach (var statement in Schema.Migrations.Skip(seen).SelectMany(migration => migration))
        {
            await Execute(connection, statement);
        }

        await Execute(connection, $"DELETE FROM schema_version; INSERT INTO schema_version VALUES ({known})");
    }

    private static async Task<int> Seen(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM schema_version", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The schema's own words.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
