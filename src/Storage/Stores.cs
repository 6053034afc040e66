using Acp.Storage.Memory;
using Acp.Storage.Postgres;
using Acp.Storage.Sqlite;
using Acp.Store;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Storage;

/// <summary>Opens the store a configuration value names.</summary>
public static class Stores
{
    private const string Sqlite = "sqlite:";
    private const string Memory = "memory:";

    /// <param name="connection">
    /// <c>sqlite:&lt;file&gt;</c> (its folder is made where it is missing), a PostgreSQL connection string
    /// (<c>Host=…;Database=…;…</c> or <c>postgresql://…</c>; the database must exist), or <c>memory:</c>.
    /// </param>
    /// <param name="instruments">Null: nothing is measured.</param>
    /// <returns>A store that finishes what is queued when it is disposed of.</returns>
    /// <exception cref="ArgumentException">The form is not one of these.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be opened, or a newer version of this program wrote it.</exception>
    public static IOpenStore Open(string connection, TimeProvider clock, ILoggerFactory loggers, StoreInstruments? instruments = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(loggers);
        return connection switch
        {
            Memory => new MemoryStore(clock, instruments),
            _ when FileOf(connection) is { } file => SqliteStore.Open(new SqliteSettings(file), clock, loggers.CreateLogger<SqliteStore>(), instruments),
            _ when ConnectionString.IsOne(connection) =>
                PostgresStore.Open(new PostgresSettings(connection), clock, loggers.CreateLogger<PostgresStore>(), instruments),
            _ => throw NotUnderstood(nameof(connection)),
        };
    }

    /// <summary>Whoever looks at the store that a configuration value names, without opening it as one.</summary>
    /// <exception cref="ArgumentException">As of <see cref="Open"/>.</exception>
    public static IStoreInspection Inspect(string connection, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection switch
        {
            Memory => new MemoryInspection(),
            _ when FileOf(connection) is { } file => new SqliteInspection(file),
            _ when ConnectionString.IsOne(connection) => PostgresInspection.Of(new PostgresSettings(ConnectionString.Read(connection)), clock),
            _ => throw NotUnderstood(nameof(connection)),
        };
    }

    /// <summary>A whole and consistent copy of a SQLite store, while it is used.</summary>
    /// <param name="copy">A full path that is not there yet.</param>
    /// <exception cref="ArgumentException">The store is no file, or there is none; or the copy is there already.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be copied.</exception>
    public static void Copy(string connection, string copy)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var file = FileOf(connection)
            ?? throw new ArgumentException("Only a SQLite store is copied so. Of PostgreSQL, take a base backup with its log, or pg_dump (docs/backup.md).", nameof(connection));
        if (!File.Exists(file))
        {
            throw new ArgumentException($"{file} is not there.", nameof(connection));
        }

        if (Path.Exists(copy))
        {
            throw new ArgumentException($"{copy} is there already: a backup never overwrites one.", nameof(copy));
        }

        Copying.To(file, copy);
    }

    /// <summary>What people may be shown of a configuration value: of a connection string, which may hold a password, its kind alone.</summary>
    public static string Describe(string connection) => ConnectionString.IsOne(connection) ? "PostgreSQL" : connection;

    // The value is not repeated: a connection string may hold a password, and messages reach logs.
    private static ArgumentException NotUnderstood(string name) => new(
        "The store is not understood. It is 'sqlite:<file>', a PostgreSQL connection string ('Host=…;Database=…;Username=…' or 'postgresql://…') or 'memory:'.", name);

    private static string? FileOf(string connection)
    {
        var file = connection.StartsWith(Sqlite, StringComparison.Ordinal) ? connection[Sqlite.Length..].Trim() : "";
        return file.Length == 0 || file == ":memory:" ? null : Path.GetFullPath(file);
    }
}

/// <summary>A store with all that it answers, together with whoever must close it.</summary>
public interface IOpenStore : IStore, IInventory, IAsyncDisposable;
