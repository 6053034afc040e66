using Acp.Bench.Os;

namespace Acp.Bench.Databases;

/// <summary>A file in the gateway's process.</summary>
internal sealed class SqliteDatabase(Workplace place) : IDatabase
{
    public string Connection { get; } = $"sqlite:{place.NewFolder()}/acp.db";

    public Task Settle() => Task.CompletedTask;

    public Use Use() => default;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
