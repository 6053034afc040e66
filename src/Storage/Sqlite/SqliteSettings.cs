namespace Acp.Storage.Sqlite;

/// <param name="File">The database's full path; beside it SQLite keeps <c>-wal</c> and <c>-shm</c>, which belong to it.</param>
public sealed record SqliteSettings(string File)
{
    /// <summary>How long a lock of another process is waited for. A grain call gives up at 30 s, and may meet two such waits.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most works in one transaction: what is done again where one of them is bad, and what the last caller waits for.</summary>
    public int MostTogether { get; init; } = 256;

    /// <summary>Works that may wait for the writer; past that, callers wait to queue, so that overload is felt where it arises.</summary>
    public int MostWaiting { get; init; } = 8192;
}
