using System.Collections.Immutable;
using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Store;

/// <summary>One atomic change. Built by an actor, carried out by a store.</summary>
/// <param name="CommitId">Unique; under it the store can later say whether the unit landed.</param>
/// <param name="At">When it was decided; stamps every row the unit writes.</param>
public sealed record Unit(Guid CommitId, DateTimeOffset At)
{
    public ImmutableList<StateChange> States { get; init; } = [];

    public ImmutableList<CounterChange> Counters { get; init; } = [];

    public ImmutableList<KeptReply> Replies { get; init; } = [];

    public ImmutableList<AuditEntry> Audit { get; init; } = [];

    public ImmutableList<DueTime> Due { get; init; } = [];

    public ImmutableList<TallyChange> Tallies { get; init; } = [];

    /// <summary>What lies beside the states and is to be found no more; null: nothing. Done after everything else of the unit.</summary>
    public Erasing? Erases { get; init; }
}

/// <summary>Compare and swap of one key.</summary>
/// <param name="ExpectedVersion">The version it was loaded at; 0 where the key must not exist yet.</param>
public sealed record StateChange(string Key, long ExpectedVersion, ReadOnlyMemory<byte> State, IndexColumns Index)
{
    /// <summary>Where the key is a token's: what is listed of it from then on.</summary>
    public TokenRow? Token { get; init; }
}

/// <summary>What administration lists and counts by. Stored beside the state, never read back by an actor.</summary>
public sealed record IndexColumns(string Kind, string Status, string? Platform, long? Amount, string? Currency, DateTimeOffset CreatedAt)
{
    /// <summary>
    /// From then on the key and its audit trail may be forgotten; null: never. A later change that names no
    /// time keeps it again, and what has a due time stays.
    /// </summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>Why a person may have to look at it; null: there is no reason.</summary>
    public Mark? Mark { get; init; }

    /// <summary>By which it is found; each null where it has none.</summary>
    public SearchTerms Terms { get; init; } = SearchTerms.None;
}

/// <param name="Name">One of <see cref="Acp.Attention.Marks"/>.</param>
/// <param name="Since">From when on it is so.</param>
public sealed record Mark(string Name, DateTimeOffset Since);

/// <summary>What people search by and what no key says.</summary>
/// <param name="Buyer">A digest of the buyer's mail address: <see cref="BuyerDigest"/>.</param>
/// <param name="Intent">The provider's payment.</param>
public sealed record SearchTerms(string? Buyer, string? Intent)
{
    public static readonly SearchTerms None = new(Buyer: null, Intent: null);
}

/// <summary>
/// Adds to a counter. Unlike a key it has no version, so that a thousand buyers of one product do not fence each
/// other; the floor is what cannot be oversold. Docs: decisions/0003.
/// </summary>
/// <param name="Floor">The unit fails with <see cref="Verdict.CounterShort"/> if the counter would fall below it; null: unbounded.</param>
public sealed record CounterChange(string Name, long Delta, long? Floor)
{
    /// <summary>Until then it counts; from then on it is nought again. Null: for ever. The last change says it.</summary>
    public DateTimeOffset? KeptUntil { get; init; }
}

/// <summary>
/// Adds to a sum that is only ever read by people. Unlike a counter nothing is decided on it, so writers never wait for
/// each other's; and it lands with its unit or not at all.
/// </summary>
/// <param name="Name">Up to 200 characters; read in ranges, by bytes.</param>
public sealed record TallyChange(string Name, long Delta);

/// <summary>A reply under its key. The key is unique: a second unit that brings it fails with <see cref="Verdict.ReplyExists"/>.</summary>
/// <param name="Fingerprint">Digest of the request body's JSON meaning.</param>
/// <param name="KeptUntil">From then on the key is new again; at least 24 h after the request.</param>
public sealed record KeptReply(ReplyKey Key, string Fingerprint, Reply Reply, DateTimeOffset KeptUntil);

/// <param name="Subject">The grain's key in the store.</param>
/// <param name="Detail">JSON; never a token, secret or card datum.</param>
public sealed record AuditEntry(string Subject, DateTimeOffset At, string Actor, string Event, string Detail);

/// <summary>When a subject wants to be woken; null clears. One time per subject.</summary>
public sealed record DueTime(string Subject, DateTimeOffset? At)
{
    /// <summary>
    /// For a subject that others wake, too: the number of the newest thing that its setter knew of. A time that was set
    /// with a greater number is not cleared: whoever clears has not seen what it was set for. Docs: decisions/0023.
    /// </summary>
    public long Through { get; init; }
}

/// <summary>What became of a unit. The private constructor closes the hierarchy.</summary>
public abstract record Verdict
{
    private Verdict() { }

    public sealed record Committed : Verdict;

    /// <summary>Another writer changed <paramref name="Key"/> since it was loaded: reload and decide anew.</summary>
    public sealed record Conflict(string Key) : Verdict;

    /// <summary>A reply is already kept under <paramref name="Key"/>.</summary>
    public sealed record ReplyExists(ReplyKey Key) : Verdict;

    /// <summary>The counter <paramref name="Name"/> would have fallen below its floor.</summary>
    public sealed record CounterShort(string Name) : Verdict;
}
