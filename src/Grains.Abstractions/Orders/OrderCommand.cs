using System.Text.Json.Serialization;

namespace Acp.Orders;

/// <summary>What a merchant does with an order. The private constructor closes the hierarchy.</summary>
[JsonDerivedType(typeof(Confirm), "confirm")]
[JsonDerivedType(typeof(HoldForReview), "hold_for_review")]
[JsonDerivedType(typeof(Fulfill), "fulfill")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Cancel), "cancel")]
[JsonDerivedType(typeof(Note), "note")]
[JsonDerivedType(typeof(Refund), "refund")]
public abstract record OrderCommand
{
    private OrderCommand() { }

    /// <summary>Whether doing it twice is doing it once, though no key tells the two apart.</summary>
    [JsonIgnore]
    public bool IsRepeatable => this is Confirm or HoldForReview or Progress or Fulfill { FulfillmentId: not null };

    /// <summary>The merchant has taken the order on, or has looked at it and lets it go on.</summary>
    public sealed record Confirm : OrderCommand;

    /// <summary>A person must look at it before anything is shipped.</summary>
    public sealed record HoldForReview(string Reason) : OrderCommand;

    /// <summary>Lines, or parts of them, leave for the shopper, or are made ready for him.</summary>
    /// <param name="FulfillmentId">The merchant's own; null: one is drawn. With one that is known, nothing changes.</param>
    /// <param name="Lines">Empty: everything that is left.</param>
    public sealed record Fulfill(string? FulfillmentId, IReadOnlyList<LineQuantity> Lines, Dispatch Dispatch) : OrderCommand;

    /// <summary>What a carrier, a counter or a shopper reports of one fulfillment.</summary>
    public sealed record Progress(string FulfillmentId, FulfillmentStatus Status, string? Description, string? Location) : OrderCommand;

    /// <summary>What has not left is taken off the order. It moves no money: a refund is a command of its own.</summary>
    /// <param name="Lines">Empty: everything that has not left.</param>
    public sealed record Cancel(IReadOnlyList<LineQuantity> Lines, string Reason) : OrderCommand;

    /// <summary>For the merchant's own people; told to no platform.</summary>
    /// <param name="Text">1 to 2,000 characters.</param>
    public sealed record Note(string Text) : OrderCommand;

    /// <param name="Amount">Minor units; null: what the lines cost, or without lines all that remains.</param>
    /// <param name="Lines">What it is for; empty where it is for none in particular.</param>
    /// <param name="Overrule">Refund although a dispute is open; an owner's only.</param>
    public sealed record Refund(long? Amount, IReadOnlyList<LineQuantity> Lines, RefundReason Reason, string? Description, bool Overrule) : OrderCommand;
}

/// <param name="LineId">As in the order, or the id of the item in it.</param>
/// <param name="Quantity">At least 1.</param>
public sealed record LineQuantity(string LineId, int Quantity);

/// <summary>How something leaves. Whatever is null is not known.</summary>
public sealed record Dispatch(
    FulfillmentChannel Channel,
    string? Carrier,
    string? TrackingNumber,
    string? TrackingUrl,
    DateTimeOffset? EarliestDelivery,
    DateTimeOffset? LatestDelivery,
    string? AccessUrl,
    string? Description);

/// <summary>The protocol's kinds of fulfillment (ACP 2026-04-17, <c>Fulfillment.type</c>).</summary>
public enum FulfillmentChannel
{
    Shipping,
    Pickup,
    Digital,
}

/// <summary>ACP 2026-04-17, <c>Fulfillment.status</c>.</summary>
public enum FulfillmentStatus
{
    Shipped,
    InTransit,
    OutForDelivery,
    ReadyForPickup,
    Delivered,
    FailedAttempt,
    ReturnedToSender,
    Undeliverable,
    Canceled,
}

/// <summary>As the provider knows them.</summary>
public enum RefundReason
{
    RequestedByCustomer,
    Duplicate,
    Fraudulent,
}
