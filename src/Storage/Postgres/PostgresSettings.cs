namespace Acp.Storage.Postgres;

/// <param name="Connection">The connection string, in Npgsql's form. Holds a password: never shown.</param>
public sealed record PostgresSettings(string Connection)
{
    /// <summary>Most units in one transaction: what is done again where one of them is bad, and what the last caller waits for.</summary>
    public int MostTogether { get; init; } = 256;

    /// <summary>Works that may wait for the writer; past that, callers wait to queue, so that overload is felt where it arises.</summary>
    public int MostWaiting { get; init; } = 8192;

    /// <summary>How long a row that another process has locked is waited for. A grain call gives up at 30 s, and may meet two such waits.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a migration waits for a table, with all others behind it, before it lets them go first and tries again.</summary>
    public TimeSpan MigrationLockWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After so long between two statements the server ends a transaction: a stopped process holds up the others no longer than this.</summary>
    public TimeSpan IdleInTransaction { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>When the server gives up a statement. This side waits 2 s more for it to say so.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public override string ToString() => "PostgreSQL";
}
