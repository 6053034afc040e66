using System.Collections.Immutable;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Storage.Memory;

/// <summary>
/// Everything a memory store holds, as one value. A unit makes a new value or none, so it cannot be half applied.
/// </summary>
internal sealed record Contents
{
    public ImmutableDictionary<string, StoredState> States { get; init; } = ImmutableDictionary<string, StoredState>.Empty;

    public ImmutableDictionary<string, long> Counters { get; init; } = ImmutableDictionary<string, long>.Empty;

    public ImmutableDictionary<ReplyKey, KeptReply> Replies { get; init; } = ImmutableDictionary<ReplyKey, KeptReply>.Empty;

    public ImmutableDictionary<string, ImmutableList<AuditEntry>> Audit { get; init; } =
        ImmutableDictionary<string, ImmutableList<AuditEntry>>.Empty;

    public ImmutableDictionary<string, ImmutableList<OutgoingMessage>> Messages { get; init; } =
        ImmutableDictionary<string, ImmutableList<OutgoingMessage>>.Empty;

    /// <summary>Subject to the moment it may be claimed: its due time, or the end of its lease. Milliseconds.</summary>
    public ImmutableDictionary<string, long> Due { get; init; } = ImmutableDictionary<string, long>.Empty;

    public ImmutableHashSet<Guid> Landed { get; init; } = [];
}
