using Acp.Bench.Os;
using Acp.Processes;

namespace Acp.Bench.Databases;

/// <summary>A PostgreSQL of its own on this machine, as it comes but for memory; every commit is flushed.</summary>
internal sealed class PostgresDatabase : IDatabase
{
    /// <summary>As configured for a small machine of its own: a quarter of some GB for its cache, checkpoints by time and not by size.</summary>
    private static readonly string[] Settings = ["shared_buffers=1GB", "max_wal_size=4GB", "max_connections=200"];

    private const string Name = "acp";

    private readonly LocalPostgres server;

    private PostgresDatabase(LocalPostgres server) => this.server = server;

    public string Connection => server.ConnectionString(Name);

    /// <exception cref="BenchFailedException">There is none on this machine.</exception>
    public static async Task<IDatabase> Start()
    {
        if (LocalPostgres.Missing is { } missing)
        {
            throw new BenchFailedException(missing);
        }

        var server = await LocalPostgres.Start(Settings);
        await server.CreateDatabase(Name);
        return new PostgresDatabase(server);
    }

    public async Task Settle()
    {
        await server.Ask("VACUUM ANALYZE", Name);
        await server.Ask("CHECKPOINT", Name);
    }

    public Use Use() => ProcessUse.OfTree(server.Id);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
