using System.Collections.Concurrent;
using Acp.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Storage.Tests;

/// <summary>One database file, its stores, and a way to look at it and to lock it from outside, as another process would.</summary>
internal sealed class SqliteFile : ITestDatabase
{
    private readonly Folder folder = new();
    private readonly ConcurrentStack<IOpenStore> stores = new(); // Some tests open many at once.

    public ManualClock Clock { get; } = new();

    public string Path => folder.File();

    public SqliteStore Open() => Open(new SqliteSettings(Path));

    public SqliteStore Open(SqliteSettings settings)
    {
        var store = SqliteStore.Open(settings, Clock, NullLogger<SqliteStore>.Instance);
        stores.Push(store);
        return store;
    }

    IOpenStore ITestDatabase.OpenStore() => Open();

    IDisposable ITestDatabase.Lock() => Lock();

    /// <summary>Holds the database's one write lock until it is disposed of.</summary>
    public SqliteConnection Lock()
    {
        var connection = Connect();
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    public long Number(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        Execute(connection, sql);
    }

    public async ValueTask DisposeAsync()
    {
        while (stores.TryPop(out var store))
        {
            await store.DisposeAsync();
        }

        folder.Dispose();
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
