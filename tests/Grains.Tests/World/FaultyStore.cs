using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Tests;

/// <summary>What the way to the store does to one commit.</summary>
public enum StoreFault
{
    None,

    /// <summary>The commit never arrives.</summary>
    LostBefore,

    /// <summary>It takes effect; its answer never arrives, but the store can be asked.</summary>
    LostAfter,

    /// <summary>It takes effect, and the store cannot even be asked whether it did.</summary>
    LostAfterAndSilent,

    /// <summary>Another writer seems to have been first.</summary>
    Conflict,
}

/// <summary>A store whose commits lose their answers, and in which a process can be stopped at any step.</summary>
internal sealed class FaultyStore(IStore inner) : IStore
{
    private int silences;

    /// <summary>Taken in order, one a commit; none means no fault.</summary>
    public ConcurrentQueue<StoreFault> Faults { get; } = new();

    /// <summary>Runs when a writer has decided, before its commit takes effect.</summary>
    public Func<Unit, Task>? Committing { get; set; }

    /// <summary>Runs when a commit has taken effect, before its writer hears of it.</summary>
    public Func<Unit, Task>? Committed { get; set; }

    /// <summary>Runs when a reply was looked for, before the caller hears of it.</summary>
    public Func<ReplyKey, Task>? Asked { get; set; }

    public ValueTask<StoredState?> Load(string key) => inner.Load(key);

    public async ValueTask<KeptReply?> FindReply(ReplyKey key)
    {
        var found = await inner.FindReply(key);
        await (Asked?.Invoke(key) ?? Task.CompletedTask);
        return found;
    }

    public async ValueTask<Verdict> Commit(Unit unit)
    {
        await (Committing?.Invoke(unit) ?? Task.CompletedTask);
        var fault = Faults.TryDequeue(out var next) ? next : StoreFault.None;
        switch (fault)
        {
            case StoreFault.LostBefore:
                throw new StoreUnavailableException("lost");
            case StoreFault.Conflict when unit.States is [var first, ..]:
                return new Verdict.Conflict(first.Key);
        }

        var verdict = await inner.Commit(unit);
        await (verdict is Verdict.Committed && Committed is { } pause ? pause(unit) : Task.CompletedTask);
        if (fault is StoreFault.LostAfter or StoreFault.LostAfterAndSilent)
        {
            Interlocked.Add(ref silences, fault == StoreFault.LostAfterAndSilent ? 1 : 0);
            throw new StoreUnavailableException("lost");
        }

        return verdict;
    }

    public ValueTask<bool> HasLanded(Guid commitId)
    {
        if (Interlocked.Decrement(ref silences) >= 0)
        {
            throw new StoreUnavailableException("silent");
        }

        Interlocked.Increment(ref silences);
        return inner.HasLanded(commitId);
    }

    public ValueTask<long> ReadCounter(string name) => inner.ReadCounter(name);

    public ValueTask<IReadOnlyList<string>> ClaimDue(string kind, DateTimeOffset now, TimeSpan lease, int limit) => inner.ClaimDue(kind, now, lease, limit);

    public ValueTask<IReadOnlyList<AuditEntry>> ReadAudit(string subject) => inner.ReadAudit(subject);
}
