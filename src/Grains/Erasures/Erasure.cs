using System.Text.Json.Serialization;
using Acp.Store;

namespace Acp.Erasures;

/// <summary>
/// That a checkout's buyer is to be erased, or has been, as it is stored: the durable wish while something stands in the way,
/// and after that the register of what was done. It names no buyer. Docs: erasure.md, decisions/0039.
/// </summary>
/// <param name="Session">Its id; the session itself may have been forgotten.</param>
/// <param name="Order">Its id; null where none came of it.</param>
/// <param name="By">The admin key's name of whoever asked first.</param>
/// <param name="Overrules">Whether an order is erased though its goods have not arrived, as far as is known here.</param>
public sealed record Erasure(string Session, string? Order, string By, bool Overrules, DateTimeOffset AskedAt) : Stored
{
    /// <summary>As what it is listed, and what its wakes are claimed by.</summary>
    public const string ListedAs = "erasure";

    /// <summary>As long as a session is kept. Who restores an older backup has to keep the list beside it.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    public ErasureCause Cause { get; init; }

    /// <summary>Whether the order is forgotten as a whole.</summary>
    public bool Forgets { get; init; }

    /// <summary>What stood in the way last; empty where nothing did.</summary>
    public IReadOnlyList<ErasureObstacle> Because { get; init; } = [];

    /// <summary>How often something stood in the way.</summary>
    public int Tries { get; init; }

    /// <summary>When it is looked at next; null: no more.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>When it was done; null while it waits.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    [JsonIgnore]
    public ErasureStatus Status => ErasedAt is null ? ErasureStatus.Scheduled : ErasureStatus.Erased;

    /// <summary>Its key in the store, the subject of its due time and of its audit trail.</summary>
    public static string KeyOf(string session) => $"{ListedAs}/{session}";

    public IndexColumns Index() => new(ListedAs, Status.ToString(), Platform: null, Amount: null, Currency: null, AskedAt)
    {
        KeptUntil = ErasedAt + KeptFor,
    };
}

public enum ErasureStatus
{
    /// <summary>It is done as soon as nothing stands in the way, also after a restart.</summary>
    Scheduled,
    Erased,
}

public enum ErasureCause
{
    /// <summary>Somebody asked for it.</summary>
    Request,

    /// <summary>The order has reached its age.</summary>
    Retention,
}

/// <summary>What stands in the way of an erasure, for a while.</summary>
public enum ErasureObstacle
{
    /// <summary>The session can still be paid.</summary>
    SessionOpen,

    /// <summary>Nobody knows what became of a charge: its request must be repeated byte for byte.</summary>
    PaymentUnknown,

    /// <summary>The shopper is to authenticate, or the provider is at work.</summary>
    PaymentWaiting,

    /// <summary>The provider's page can still be paid.</summary>
    PageOpen,

    /// <summary>A refund is on its way, or nobody knows what became of it.</summary>
    RefundOpen,

    /// <summary>The bank has not decided: what was sent where is the merchant's evidence.</summary>
    DisputeOpen,

    /// <summary>The goods have not arrived, nor has the order been canceled. The only one that can be overruled.</summary>
    NotFulfilled,

    /// <summary>The reply to its create may be kept, and nobody knows under which key: until it is forgotten.</summary>
    ReplyKept,

    /// <summary>A newer version wrote of it what this one does not know: until a process of that version looks.</summary>
    NewerVersion,
}

/// <summary>Somebody's wish.</summary>
/// <param name="By">The admin key's name.</param>
/// <param name="Reason">1 to 500 characters, for the audit trail.</param>
/// <param name="Overrules">As <see cref="Erasure.Overrules"/>.</param>
public sealed record ErasureWish(string By, string Reason, bool Overrules);
