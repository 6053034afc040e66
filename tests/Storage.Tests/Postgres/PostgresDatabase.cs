using Acp.Storage.Postgres;
using Acp.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Storage.Tests.Postgres;

/// <summary>One database, its stores, and a way to look at it and to lock it from outside, as another process would.</summary>
internal sealed class PostgresDatabase(string connection) : ITestDatabase
{
    private readonly Stack<IOpenStore> stores = new();

    public PostgresDatabase()
        : this(TestPostgres.NewDatabase())
    {
    }

    public ManualClock Clock { get; } = new();

    public string Connection => connection;

    public PostgresStore Open() => Open(new PostgresSettings(connection));

    public PostgresStore Open(PostgresSettings settings)
    {
        var store = PostgresStore.Open(settings, Clock, NullLogger<PostgresStore>.Instance);
        stores.Push(store);
        return store;
    }

    IOpenStore ITestDatabase.OpenStore() => Open();

    public IDisposable Lock()
    {
        var holder = TestPostgres.Open(connection);
        TestPostgres.Execute(holder, "BEGIN; LOCK TABLE commits IN ACCESS EXCLUSIVE MODE");
        return holder;
    }

    /// <summary>Until what a dead process had still sent has been carried out: its connections are gone.</summary>
    public Task SettleServer() => Eventually.True(
        () => Number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'acp'") == 0);

    public long Number(string sql) => TestPostgres.Number(connection, sql);

    public void Execute(string sql) => TestPostgres.Execute(connection, sql);

    public async ValueTask DisposeAsync()
    {
        while (stores.TryPop(out var store))
        {
            await store.DisposeAsync();
        }

        TestPostgres.Drop(connection);
    }
}
