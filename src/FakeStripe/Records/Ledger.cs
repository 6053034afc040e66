namespace Acp.Fakes;

/// <summary>The newest calls, in the order in which they were treated.</summary>
internal sealed class Ledger(int limit)
{
    private readonly Queue<LedgerEntry> entries = new();

    public long Count { get; private set; }

    public void Add(LedgerEntry entry)
    {
        entries.Enqueue(entry with { Number = ++Count });
        if (entries.Count > limit)
        {
            entries.Dequeue();
        }
    }

    public IReadOnlyList<LedgerEntry> Snapshot() => [.. entries];
}
