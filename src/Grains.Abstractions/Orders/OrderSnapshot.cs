using Acp.Pricing;

namespace Acp.Orders;

/// <summary>
/// An order as it stood after one of its entries: what a message out tells, a page shows, a version renders. Holds no
/// token and no provider id.
/// </summary>
/// <param name="Id">Unguessable: it is also the key to the permalink.</param>
/// <param name="Number">For people; unique, not secret.</param>
/// <param name="Sequence">1 when it was placed, one more with each entry that is told outside.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Charged">Minor units that were charged for it; the original total, whatever came after.</param>
/// <param name="Refunded">Minor units of all refunds that were carried out.</param>
/// <param name="Totals">The checkout's, as they were charged.</param>
public sealed record OrderSnapshot(
    string Id,
    string Number,
    string SessionId,
    string Platform,
    int Sequence,
    OrderStatus Status,
    string Currency,
    long Charged,
    long Refunded,
    Buyer? Buyer,
    FulfillmentDetails? Recipient,
    Address? BillingAddress,
    string? OrderNotes,
    string? Metadata,
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyList<FulfillmentOption> Chosen,
    IReadOnlyList<TotalLine> Totals,
    IReadOnlyList<AppliedDiscount> Discounts,
    IReadOnlyList<OrderFulfillment> Fulfillments,
    IReadOnlyList<OrderAdjustment> Adjustments,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt)
{
    public string? Locale { get; init; }

    /// <summary>What the shopper agreed to, or did not, when it was placed.</summary>
    public IReadOnlyList<CheckoutSessions.MarketingConsent> Consents { get; init; } = [];
}

public enum OrderStatus
{
    /// <summary>Placed and paid; the merchant has not spoken yet. The oldest reply a platform got says «confirmed», which it is: the money is taken.</summary>
    Confirmed,
    ManualReview,

    /// <summary>Something of it has left, not all.</summary>
    Processing,

    /// <summary>All that is left of it has left.</summary>
    Shipped,

    /// <summary>All that is left of it has arrived.</summary>
    Completed,

    /// <summary>Nothing is left of it.</summary>
    Canceled,
}

/// <param name="Quoted">As it was sold; its quantity is what was ordered.</param>
/// <param name="Current">Ordered less what was canceled.</param>
/// <param name="Fulfilled">How many of them have left.</param>
public sealed record OrderLine(QuotedLine Quoted, int Current, int Fulfilled)
{
    public string Id => Quoted.Line.LineId;

    public int Ordered => Quoted.Line.Quantity;
}

/// <param name="Id">The merchant's own, or drawn.</param>
public sealed record OrderFulfillment(
    string Id, FulfillmentStatus Status, IReadOnlyList<LineQuantity> Lines, Dispatch Dispatch, Address? Destination, IReadOnlyList<FulfillmentEvent> Events);

public sealed record FulfillmentEvent(string Id, FulfillmentStatus Status, DateTimeOffset OccurredAt, string? Description, string? Location)
{
    /// <param name="number">Within its fulfillment, from 1.</param>
    public static string IdOf(string fulfillment, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fulfillment}_{number}");
}

/// <summary>What changed an order's money, or what of it is wanted, after it was placed.</summary>
/// <param name="Amount">Minor units: credited to the shopper, or in dispute; null where it is about none.</param>
/// <param name="Reason">Such as <c>requested_by_customer</c>, or the dispute's.</param>
public sealed record OrderAdjustment(
    string Id,
    AdjustmentKind Kind,
    AdjustmentStatus Status,
    long? Amount,
    IReadOnlyList<LineQuantity> Lines,
    string? Description,
    string? Reason,
    DateTimeOffset OccurredAt);

public enum AdjustmentKind
{
    Refund,
    Cancellation,
    Dispute,
}

public enum AdjustmentStatus
{
    Pending,
    Completed,
    Failed,
}
