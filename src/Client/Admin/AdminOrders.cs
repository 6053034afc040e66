using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Where an order stands.</summary>
[JsonConverter(typeof(WordConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>Placed and paid, or taken on.</summary>
    Confirmed,

    /// <summary>Held for a person to look at.</summary>
    ManualReview,

    /// <summary>Part of it has left.</summary>
    Processing,

    /// <summary>All that is left of it has left.</summary>
    Shipped,

    /// <summary>All that is left of it has arrived.</summary>
    Completed,

    /// <summary>Nothing is left of it.</summary>
    Canceled,
}

/// <summary>What both a list and the order by itself tell of it.</summary>
public abstract record KnownOrder
{
    /// <summary>The order's own.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public string Number { get => field ?? string.Empty; init; }

    /// <summary>Who bought for the shopper.</summary>
    public string Platform { get => field ?? string.Empty; init; }

    /// <summary>The session it came of.</summary>
    public string Session { get => field ?? string.Empty; init; }

    /// <summary>Where it stands.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>Of the newest message about it.</summary>
    public long Sequence { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string Currency { get => field ?? string.Empty; init; }

    /// <summary>What was charged, in minor units.</summary>
    public long Charged { get; init; }

    /// <summary>What was paid back, in minor units.</summary>
    public long Refunded { get; init; }

    /// <summary>When it was placed.</summary>
    public DateTimeOffset PlacedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>An order, as it is listed.</summary>
public sealed record OrderRow : KnownOrder;

/// <summary>An order, with all that is known of it.</summary>
public sealed record OrderDetail : KnownOrder
{
    /// <summary>As the merchant's order webhook tells it: lines, fulfillments, adjustments, totals, people. In the protocol's names, so it is left as JSON.</summary>
    public System.Text.Json.JsonElement Order { get; init; }

    /// <summary>Nobody outside sees them.</summary>
    public IReadOnlyList<OrderNote> Notes { get => field ?? []; init; }

    /// <summary>Null while its buyer stands in it.</summary>
    public ErasedOrder? Erased { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<AuditEntry> Timeline { get => field ?? []; init; }

    /// <summary>Never people and notes.</summary>
    public override string ToString() => $"{Id}: {Status}";
}

/// <summary>That an order's buyer was erased, and where the tax was owed.</summary>
/// <param name="At">When.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null where nothing was sent or billed anywhere.</param>
/// <param name="State">As it was written then.</param>
public sealed record ErasedOrder(DateTimeOffset At, string? Country, string? State);

/// <summary>What somebody wrote down.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Text">What.</param>
public sealed record OrderNote(DateTimeOffset At, string By, string Text)
{
    /// <summary>Never the text.</summary>
    public override string ToString() => $"note of {By}";
}

/// <summary>What a command came to.</summary>
public sealed record OrderDone
{
    /// <summary>False where it was so already, or the same key had done it before.</summary>
    public bool Changed { get; init; }

    /// <summary>The id of what it made: a fulfillment, its event, an adjustment.</summary>
    public string? Made { get; init; }

    /// <summary>The order after it.</summary>
    public required OrderRow Order { get; init; }
}

/// <summary>Goods that leave, or wait to be fetched.</summary>
public sealed record NewFulfillment
{
    /// <summary><c>shipping</c>, <c>pickup</c> or <c>digital</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The merchant's own: letters, digits, <c>_</c>, <c>-</c>, <c>.</c>.</summary>
    public string? Id { get; init; }

    /// <summary>All that is left where it is null.</summary>
    public IReadOnlyList<LineQuantity>? Lines { get; init; }

    /// <summary>Who brings it.</summary>
    public string? Carrier { get; init; }

    /// <summary>The carrier's.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>The carrier's.</summary>
    public Uri? TrackingUrl { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? EarliestDelivery { get; init; }

    /// <summary>Not after.</summary>
    public DateTimeOffset? LatestDelivery { get; init; }

    /// <summary>Where a digital good is had.</summary>
    public Uri? AccessUrl { get; init; }

    /// <summary>For the shopper, who reads it.</summary>
    public string? Description { get; init; }

    /// <summary>Never where a digital good is had.</summary>
    public override string ToString() => $"fulfillment by {Type}";
}

/// <summary>What happened to goods on their way.</summary>
/// <param name="Status">Such as <c>shipped</c> or <c>delivered</c>.</param>
/// <param name="Description">For people.</param>
/// <param name="Location">Where.</param>
public sealed record FulfillmentProgress(string Status, string? Description = null, string? Location = null);
