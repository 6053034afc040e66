using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>Brings a database to the schema this program knows. Forward only.</summary>
internal static class Migrator
{
    /// <param name="connection">To be closed where this throws: closing rolls back what was begun.</param>
    /// <exception cref="StoreUnavailableException">A newer version of this program has migrated the database.</exception>
    public static void Run(SqliteConnection connection)
    {
        // The lock comes before the look: two processes that start together must not both see an old version.
        connection.Execute("BEGIN IMMEDIATE");
        Advance(connection, connection.Number("PRAGMA user_version"));
        connection.Execute("COMMIT");
    }

    private static void Advance(SqliteConnection connection, long seen)
    {
        var known = Schema.Migrations.Count;
        if (seen > known)
        {
            throw new StoreUnavailableException(
                $"The database has schema {seen}, this program knows up to {known}: a newer version has run on it. Start that one.");
        }

        foreach (var statement in Schema.Migrations.Skip((int)seen).SelectMany(migration => migration))
        {
            connection.Execute(statement);
        }

        connection.Execute($"PRAGMA user_version = {known}");
    }
}
