using Acp.Storage.Memory;
using Acp.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Storage.Tests;

public sealed class MemoryStoreConforms : StoreConformance
{
    protected override IOpenStore Open() => new MemoryStore(Clock);
}

public sealed class SqliteStoreConforms : StoreConformance
{
    private readonly Folder folder = new();

    protected override IOpenStore Open() =>
        SqliteStore.Open(new SqliteSettings(folder.File()), Clock, NullLogger<SqliteStore>.Instance);

    protected override void CleanUp() => folder.Dispose();
}
