namespace Acp.Fakes;

/// <summary>The newest calls, in the order in which they were treated.</summary>
internal sealed class Ledger(int limit)
{
    private readonly Queue<LedgerEntry> _entries = new();

    public long Count { get; private set; }

    public void Add(LedgerEntry entry)
    {
        _entries.Enqueue(entry with { Number = ++Count });
        if (_entries.Count > limit)
        {
            _entries.Dequeue();
        }
    }

    public IReadOnlyList<LedgerEntry> Snapshot() => [.. _entries];
}
