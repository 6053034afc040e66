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

/// <summary>States and counters in memory, all or nothing, with scripted faults.</summary>
internal sealed class CountingStore : IStore
{
    private readonly Dictionary<string, StoredState> states = [];
    private readonly Dictionary<string, long> counters = [];

    public Queue<Fault> Faults { get; } = [];

    /// <summary>Called before each commit, for what another process does in between.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public List<Unit> Landed { get; } = [];

    public async ValueTask<StoredState?> Load(string key)
    {
        await Task.Yield();
        lock (states)
        {
            return states.GetValueOrDefault(key);
        }
    }

    public async ValueTask<Verdict> Commit(Unit unit)
    {
        await Before();
        var fault = Faults.TryDequeue(out var next) ? next : Fault.None;
        if (fault == Fault.LostBefore)
        {
            throw new StoreUnavailableException("lost");
        }

        var verdict = Carry(unit);
        return fault == Fault.LostAfter ? throw new StoreUnavailableException("landed, but who knows") : verdict;
    }

    public ValueTask<long> ReadCounter(string name)
    {
        lock (states)
        {
            return ValueTask.FromResult(counters.GetValueOrDefault(name));
        }
    }

    public void Sell(string product, int quantity)
    {
        lock (states)
        {
            counters[StockCounters.Available(product)] = counters.GetValueOrDefault(StockCounters.Available(product)) - quantity;
        }
    }

    public ValueTask<KeptReply?> FindReply(ReplyKey key) => throw new NotSupportedException();

    public ValueTask<bool> HasLanded(Guid commitId) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> ClaimDue(DateTimeOffset now, TimeSpan lease, int limit) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<OutgoingMessage>> ReadMessages(string subject) => throw new NotSupportedException();

    private Verdict Carry(Unit unit)
    {
        lock (states)
        {
            if (unit.States.Find(change => (states.GetValueOrDefault(change.Key)?.Version ?? 0) != change.ExpectedVersion) is { } stale)
            {
                return new Verdict.Conflict(stale.Key);
            }

            if (unit.Counters.Find(change => counters.GetValueOrDefault(change.Name) + change.Delta < change.Floor) is { } low)
            {
                return new Verdict.CounterShort(low.Name);
            }

            unit.States.ForEach(change => states[change.Key] = new StoredState(change.State, change.ExpectedVersion + 1));
            unit.Counters.ForEach(change => counters[change.Name] = counters.GetValueOrDefault(change.Name) + change.Delta);
            Landed.Add(unit);
            return new Verdict.Committed();
        }
    }
}

internal sealed class CountedIds : IIds
{
    private int last;

    public string New(string prefix) => $"{prefix}{Interlocked.Increment(ref last)}";

    public Guid NewCommitId() => new(Interlocked.Increment(ref last), 0, 0, new byte[8]);
}
