using System.Collections.Immutable;
using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Storage.Memory;

/// <summary>
/// Everything a memory store holds, as one value. A unit makes a new value or none, so it cannot be half applied.
/// </summary>
internal sealed record Contents
{
    public ImmutableDictionary<string, StoredState> States { get; init; } = ImmutableDictionary<string, StoredState>.Empty;

    /// <summary>Of each state, by the same key.</summary>
    public ImmutableDictionary<string, IndexColumns> Index { get; init; } = ImmutableDictionary<string, IndexColumns>.Empty;

    /// <summary>By id.</summary>
    public ImmutableDictionary<string, TokenRow> Tokens { get; init; } = ImmutableDictionary<string, TokenRow>.Empty;

    public ImmutableDictionary<string, long> Tallies { get; init; } = ImmutableDictionary<string, long>.Empty;

    public ImmutableDictionary<string, long> Counters { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Until when the counters that do not count for ever do, in milliseconds.</summary>
    public ImmutableDictionary<string, long> CountersKeptUntil { get; init; } = ImmutableDictionary<string, long>.Empty;

    public ImmutableDictionary<ReplyKey, KeptReply> Replies { get; init; } = ImmutableDictionary<ReplyKey, KeptReply>.Empty;

    public ImmutableDictionary<string, ImmutableList<AuditEntry>> Audit { get; init; } =
        ImmutableDictionary<string, ImmutableList<AuditEntry>>.Empty;

    /// <summary>Subject to the moment it may be claimed: its due time, or the end of its lease. Milliseconds.</summary>
    public ImmutableDictionary<string, long> Due { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Of those, the number with which it was set; 0 where it is not here.</summary>
    public ImmutableDictionary<string, long> DueThrough { get; init; } = ImmutableDictionary<string, long>.Empty;

    public ImmutableHashSet<Guid> Landed { get; init; } = [];

    /// <summary>Until when the states that are not kept for ever are, in milliseconds.</summary>
    public ImmutableDictionary<string, long> KeptUntil { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Without the counters and states whose time is over, and the states' audit trails.</summary>
    public Contents Forget(long now) => ForgetCounters(now).ForgetStates(now);

    private Contents ForgetCounters(long now)
    {
        var gone = CountersKeptUntil.Where(kept => kept.Value <= now).Select(kept => kept.Key).ToArray();
        return gone.Length == 0 ? this : this with
        {
            Counters = Counters.RemoveRange(gone),
            CountersKeptUntil = CountersKeptUntil.RemoveRange(gone),
        };
    }

    // Who is still to be woken is not finished.
    private Contents ForgetStates(long now)
    {
        var gone = KeptUntil.Where(kept => kept.Value <= now && !Due.ContainsKey(kept.Key)).Select(kept => kept.Key).ToArray();
        return gone.Length == 0 ? this : this with
        {
            States = States.RemoveRange(gone),
            Index = Index.RemoveRange(gone),
            Audit = Audit.RemoveRange(gone),
            KeptUntil = KeptUntil.RemoveRange(gone),
        };
    }
}
