namespace Acp.Storage.Sqlite;

/// <summary>A database file as it lies there.</summary>
/// <param name="Schema">How many migrations it has seen; null where it could not be read.</param>
/// <param name="IsLogged">In the mode in which the store leaves it, with a write-ahead log.</param>
/// <param name="Bytes">Of the file and its log.</param>
/// <param name="FreeBytes">On its disk, for this user.</param>
/// <param name="IsOpenToOthers">Users of no group of ours may read it.</param>
internal sealed record SqliteFacts(string File, bool Exists, long? Schema, bool IsLogged, long Bytes, long FreeBytes, bool IsOpenToOthers)
{
    /// <summary>The log of a process that did not close it, without what others need to read beside it.</summary>
    public bool IsLeftOpen { get; init; }

    /// <summary>This user may read it, and not write to it.</summary>
    public bool IsReadOnly { get; init; }
}
