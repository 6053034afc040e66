using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Where a refund stands.</summary>
[JsonConverter(typeof(WordConverter<RefundStatus>))]
public enum RefundStatus
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>Nobody knows yet whether the provider has it; it settles by itself.</summary>
    Unknown,

    /// <summary>The provider has it.</summary>
    Pending,

    /// <summary>The money is paid back.</summary>
    Completed,

    /// <summary>It came to nothing.</summary>
    Failed,
}

/// <summary>What is to be paid back: an amount, or what lines cost, or with neither all that remains.</summary>
public sealed record RefundWish
{
    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>What it is for.</summary>
    public IReadOnlyList<LineQuantity>? Lines { get; init; }

    /// <summary><c>requested_by_customer</c>, <c>duplicate</c> or <c>fraudulent</c>; the first where it is left out.</summary>
    public string? Reason { get; init; }

    /// <summary>For people; platforms are told it.</summary>
    public string? Description { get; init; }

    /// <summary>Although a dispute is open; for owners.</summary>
    public bool? Overrule { get; init; }
}

/// <summary>Money that was paid back, or was to be.</summary>
public sealed record Refund
{
    /// <summary>The refund's own.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public RefundStatus Status { get; init; }

    /// <summary>Minor units.</summary>
    public long Amount { get; init; }

    /// <summary>What it is for.</summary>
    public IReadOnlyList<RefundLine> Lines { get => field ?? []; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Made at the provider, past the gateway.</summary>
    public bool Elsewhere { get; init; }

    /// <summary>Why it came to nothing, for people.</summary>
    public string? Failure { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset BegunAt { get; init; }
}

/// <summary>What a refund is for.</summary>
/// <param name="Id">The line's.</param>
/// <param name="Quantity">How many of it.</param>
/// <param name="Amount">Minor units of the refund that are for it, tax included.</param>
public sealed record RefundLine(string Id, int Quantity, long Amount);

/// <summary>A payment that the shopper disputes.</summary>
public sealed record Dispute
{
    /// <summary>The provider's.</summary>
    public required string Id { get; init; }

    /// <summary>The provider's word.</summary>
    public string Status { get => field ?? string.Empty; init; }

    /// <summary>Such as <c>open</c>, <c>won</c> or <c>lost</c>; a set that grows.</summary>
    public string Stage { get => field ?? string.Empty; init; }

    /// <summary>Minor units in dispute.</summary>
    public long Amount { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset OpenedAt { get; init; }
}

/// <summary>What was paid back of an order, and what remains. Amounts are in minor units.</summary>
public sealed record OrderRefunds
{
    /// <summary>The order's.</summary>
    public required string Order { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string Currency { get => field ?? string.Empty; init; }

    /// <summary>What was charged.</summary>
    public long Charged { get; init; }

    /// <summary>What was paid back.</summary>
    public long Refunded { get; init; }

    /// <summary>What can still be paid back: a refund whose outcome is open, and a lost dispute, are off it.</summary>
    public long Remaining { get; init; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Refund> Refunds { get => field ?? []; init; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Dispute> Disputes { get => field ?? []; init; }
}

/// <summary>A refund that was made, or is under way. Amounts are in minor units.</summary>
public sealed record RefundMade
{
    /// <summary>The order's.</summary>
    public required string Order { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string Currency { get => field ?? string.Empty; init; }

    /// <summary>What was charged.</summary>
    public long Charged { get; init; }

    /// <summary>What was paid back.</summary>
    public long Refunded { get; init; }

    /// <summary>What can still be paid back.</summary>
    public long Remaining { get; init; }

    /// <summary>The refund itself.</summary>
    public required Refund Refund { get; init; }
}
