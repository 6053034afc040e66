namespace Acp.Storage.Postgres;

/// <summary>A database and its server, as one connection saw them.</summary>
/// <param name="Version">Such as 150004.</param>
/// <param name="Schema">How many migrations it has seen; 0 where it was never used.</param>
/// <param name="IsMarked">Whether states from before the newest schema are ready, too; see <see cref="Marking"/>.</param>
/// <param name="Settings">Of the server, by their names.</param>
/// <param name="OthersConnections">Of everybody but us.</param>
/// <param name="Pool">Connections that one process of ours opens at most.</param>
/// <param name="Skew">By how much the server's clock is ahead of ours, at least.</param>
internal sealed record PostgresFacts(
    int Version,
    int Schema,
    bool IsMarked,
    IReadOnlyDictionary<string, string> Settings,
    int OthersConnections,
    int Pool,
    TimeSpan Skew)
{
    public bool IsStandby { get; init; }

    /// <summary>TLS, or a socket of this machine.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>TLS with the server's name verified, or a socket of this machine: nobody stands in between.</summary>
    public bool IsVerified { get; init; }

    /// <summary>As the role or the database is set up, before this check said so itself (default_transaction_read_only).</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Tables of ours that the role may not write to; null where it may write to all.</summary>
    public string? Unwritable { get; init; }

    /// <summary>How many standbys a commit can wait for; null where this role may not see it.</summary>
    public int? SynchronousStandbys { get; init; }

    /// <summary>Connections that the role and the database may have (CONNECTION LIMIT); null where nobody has set a limit.</summary>
    public int? Allowed { get; init; }

    public DateTimeOffset? LastArchivedAt { get; init; }

    public string Setting(string name) => Settings.GetValueOrDefault(name, "");
}
