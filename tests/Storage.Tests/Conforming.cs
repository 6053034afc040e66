using Acp.Storage.Memory;
using Acp.Storage.Postgres;
using Acp.Storage.Sqlite;
using Acp.Tests.Postgres;
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

public sealed class PostgresStoreConforms : StoreConformance
{
    private string database = "";

    protected override IOpenStore Open()
    {
        database = TestPostgres.NewDatabase();
        return PostgresStore.Open(new PostgresSettings(database), Clock, NullLogger<PostgresStore>.Instance);
    }

    protected override void CleanUp() => TestPostgres.Drop(database);
}
