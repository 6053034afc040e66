namespace Acp.Client;

/// <summary>What came of a completed session: in the reply to the complete as it was placed, in a retrieve as it stands. Amounts are in minor units.</summary>
public sealed record Order
{
    /// <summary>The order's own.</summary>
    public required string Id { get; init; }

    /// <summary>The session it came of.</summary>
    public string? CheckoutSessionId { get; init; }

    /// <summary>For people.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Its page, for the shopper.</summary>
    public Uri? PermalinkUrl { get; init; }

    /// <summary>Such as <c>confirmed</c>, <c>processing</c>, <c>shipped</c>, <c>completed</c>, <c>canceled</c>; a set that grows.</summary>
    public string? Status { get; init; }

    /// <summary>When it is to arrive.</summary>
    public EstimatedDelivery? EstimatedDelivery { get; init; }

    /// <summary>What was ordered, what of it is still wanted, what has left.</summary>
    public IReadOnlyList<OrderLineItem> LineItems { get => field ?? []; init; }

    /// <summary>What has left, or waits to be fetched.</summary>
    public IReadOnlyList<OrderFulfillment> Fulfillments { get => field ?? []; init; }

    /// <summary>Refunds, disputes and cancellations.</summary>
    public IReadOnlyList<OrderAdjustment> Adjustments { get => field ?? []; init; }

    /// <summary>What was charged, and what was paid back.</summary>
    public IReadOnlyList<Total> Totals { get => field ?? []; init; }

    /// <summary>Never people and notes.</summary>
    public override string ToString() => $"{Id}: {Status}";
}

/// <summary>Between two moments.</summary>
/// <param name="Earliest">Not before.</param>
/// <param name="Latest">Not after.</param>
public sealed record EstimatedDelivery(DateTimeOffset? Earliest, DateTimeOffset? Latest);

/// <summary>A line of an order.</summary>
public sealed record OrderLineItem
{
    /// <summary>The line's own.</summary>
    public required string Id { get; init; }

    /// <summary>Of the product.</summary>
    public string? Title { get; init; }

    /// <summary>The merchant's.</summary>
    public string? ProductId { get; init; }

    /// <summary>How many.</summary>
    public OrderQuantity? Quantity { get; init; }

    /// <summary>Of one, in minor units.</summary>
    public long? UnitPrice { get; init; }

    /// <summary>Minor units.</summary>
    public long? Subtotal { get; init; }

    /// <summary>Such as <c>processing</c>, <c>partial</c>, <c>fulfilled</c>, <c>removed</c>; a set that grows.</summary>
    public string? Status { get; init; }
}

/// <summary>How many of a line.</summary>
/// <param name="Ordered">At first.</param>
/// <param name="Current">Still wanted.</param>
/// <param name="Fulfilled">Have left.</param>
public sealed record OrderQuantity(int Ordered, int Current, int? Fulfilled = null);

/// <summary>Some of a line.</summary>
/// <param name="Id">The line's.</param>
/// <param name="Quantity">How many.</param>
public sealed record LineQuantity(string Id, int Quantity);

/// <summary>What has left, or waits to be fetched.</summary>
public sealed record OrderFulfillment
{
    /// <summary>Its own.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="FulfillmentTypes"/>.</summary>
    public string? Type { get; init; }

    /// <summary>Such as <c>shipped</c> or <c>delivered</c>; a set that grows.</summary>
    public string? Status { get; init; }

    /// <summary>What is in it.</summary>
    public IReadOnlyList<LineQuantity> LineItems { get => field ?? []; init; }

    /// <summary>Who brings it.</summary>
    public string? Carrier { get; init; }

    /// <summary>The carrier's.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>The carrier's.</summary>
    public Uri? TrackingUrl { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>What happened to it, oldest first.</summary>
    public IReadOnlyList<OrderFulfillmentEvent> Events { get => field ?? []; init; }
}

/// <summary>What happened to goods on their way.</summary>
public sealed record OrderFulfillmentEvent
{
    /// <summary>Its own.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>shipped</c> or <c>delivered</c>; a set that grows.</summary>
    public string? Type { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Where.</summary>
    public string? Location { get; init; }
}

/// <summary>A refund, a dispute or a cancellation.</summary>
public sealed record OrderAdjustment
{
    /// <summary>Its own.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>refund</c>, <c>dispute</c>, <c>cancellation</c>; a set that grows.</summary>
    public string? Type { get; init; }

    /// <summary><c>pending</c>, <c>completed</c> or <c>failed</c>; a set that grows.</summary>
    public string? Status { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>What it is about.</summary>
    public IReadOnlyList<LineQuantity> LineItems { get => field ?? []; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string? Currency { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}
