using System.Diagnostics;
using Acp.Orders;

namespace Acp.Gateway.Rendering;

/// <summary>The words of the newest version for what is in an order; its sets are open, and a page for people begins with them, too.</summary>
internal static class OrderNames
{
    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Confirmed => "confirmed",
        OrderStatus.ManualReview => "manual_review",
        OrderStatus.Processing => "processing",
        OrderStatus.Shipped => "shipped",
        OrderStatus.Completed => "completed",
        OrderStatus.Canceled => "canceled",
        _ => throw new UnreachableException($"Unhandled {status}."),
    };

    /// <summary>Derived, as the protocol has it, from the line's quantities.</summary>
    public static string StatusOf(OrderLine line) =>
        line.Current == 0 ? "removed"
        : line.Fulfilled >= line.Current ? "fulfilled"
        : line.Fulfilled > 0 ? "partial"
        : "processing";

    public static string Of(FulfillmentChannel channel) => channel switch
    {
        FulfillmentChannel.Shipping => "shipping",
        FulfillmentChannel.Pickup => "pickup",
        FulfillmentChannel.Digital => "digital",
        _ => throw new UnreachableException($"Unhandled {channel}."),
    };

    /// <summary>Where it stands. What a carrier tried in vain is still on its way; what came back or got lost has failed.</summary>
    public static string StatusOf(FulfillmentStatus status) => status switch
    {
        FulfillmentStatus.FailedAttempt => EventOf(FulfillmentStatus.InTransit),
        FulfillmentStatus.ReturnedToSender or FulfillmentStatus.Undeliverable => "failed",
        _ => EventOf(status),
    };

    /// <summary>What happened to it.</summary>
    public static string EventOf(FulfillmentStatus status) => status switch
    {
        FulfillmentStatus.Shipped => "shipped",
        FulfillmentStatus.InTransit => "in_transit",
        FulfillmentStatus.OutForDelivery => "out_for_delivery",
        FulfillmentStatus.ReadyForPickup => "ready_for_pickup",
        FulfillmentStatus.Delivered => "delivered",
        FulfillmentStatus.FailedAttempt => "failed_attempt",
        FulfillmentStatus.ReturnedToSender => "returned_to_sender",
        FulfillmentStatus.Undeliverable => "undeliverable",
        FulfillmentStatus.Canceled => "canceled",
        _ => throw new UnreachableException($"Unhandled {status}."),
    };

    public static string Of(AdjustmentKind kind) => kind switch
    {
        AdjustmentKind.Refund => "refund",
        AdjustmentKind.Cancellation => "cancellation",
        AdjustmentKind.Dispute => "dispute",
        _ => throw new UnreachableException($"Unhandled {kind}."),
    };

    public static string Of(AdjustmentStatus status) => status switch
    {
        AdjustmentStatus.Pending => "pending",
        AdjustmentStatus.Completed => "completed",
        AdjustmentStatus.Failed => "failed",
        _ => throw new UnreachableException($"Unhandled {status}."),
    };
}
