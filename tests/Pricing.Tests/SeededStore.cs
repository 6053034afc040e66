using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Pricing.Tests;

internal enum Fault
{
    None,

    /// <summary>The process dies before the unit reaches the store.</summary>
    LostBefore,

    /// <summary>The unit lands and its answer is lost.</summary>
    LostAfter,
}

/// <summary>The store in memory, with scripted faults, and a note of what landed.</summary>
internal sealed class SeededStore(IStore inner) : IStore
{
    private int sales;

    public Queue<Fault> Faults { get; } = [];

    /// <summary>Called before each commit, for what another process does in between.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public ConcurrentQueue<Unit> Landed { get; } = [];

    public async ValueTask<StoredState?> Load(string key)
    {
        await Task.Yield();
        return await inner.Load(key);
    }

    public async ValueTask<Verdict> Commit(Unit unit)
    {
        await Before();
        var fault = Faults.TryDequeue(out var next) ? next : Fault.None;
        if (fault == Fault.LostBefore)
        {
            throw new StoreUnavailableException("lost");
        }

        var verdict = await inner.Commit(unit);
        if (verdict is Verdict.Committed)
        {
            Landed.Enqueue(unit);
        }

        return fault == Fault.LostAfter ? throw new StoreUnavailableException("landed, but who knows") : verdict;
    }

    public async Task Sell(string product, int quantity) => Assert.IsType<Verdict.Committed>(
        await inner.Commit(new Unit(new Guid(Interlocked.Decrement(ref sales), 0, 0, new byte[8]), DateTimeOffset.UnixEpoch)
        {
            Counters = [new CounterChange(StockCounters.Available(product), -quantity, Floor: null)],
        }));

    public ValueTask<long> ReadCounter(string name) => inner.ReadCounter(name);

    public ValueTask<KeptReply?> FindReply(ReplyKey key) => inner.FindReply(key);

    public ValueTask<bool> HasLanded(Guid commitId) => inner.HasLanded(commitId);

    public ValueTask<IReadOnlyList<string>> ClaimDue(string kind, DateTimeOffset now, TimeSpan lease, int limit) => inner.ClaimDue(kind, now, lease, limit);

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject) => inner.ReadAudit(subject);
}

internal sealed class CountedIds : IIds
{
    private int last;

    public string New(string prefix) => $"{prefix}{Interlocked.Increment(ref last)}";

    public Guid NewCommitId() => new(Interlocked.Increment(ref last), 0, 0, new byte[8]);
}
