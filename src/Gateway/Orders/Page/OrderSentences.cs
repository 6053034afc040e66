using System.Diagnostics;
using System.Globalization;
using Acp.Orders;
using Acp.Pricing;

namespace Acp.Gateway.Orders;

/// <summary>What the page says in words.</summary>
internal static class OrderSentences
{
    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Confirmed => "Confirmed. It is paid, and being prepared.",
        OrderStatus.ManualReview => "Under review. It is paid; the shop looks at it before it leaves.",
        OrderStatus.Processing => "Partly on its way.",
        OrderStatus.Shipped => "On its way.",
        OrderStatus.Completed => "Completed. Everything has arrived.",
        OrderStatus.Canceled => "Canceled.",
        _ => throw new UnreachableException($"Unhandled {status}."),
    };

    public static string Of(FulfillmentChannel channel) => channel switch
    {
        FulfillmentChannel.Shipping => "Parcel",
        FulfillmentChannel.Pickup => "Pickup",
        FulfillmentChannel.Digital => "Download",
        _ => throw new UnreachableException($"Unhandled {channel}."),
    };

    public static string Of(FulfillmentStatus status) => status switch
    {
        FulfillmentStatus.Shipped => "Handed over",
        FulfillmentStatus.InTransit => "On its way",
        FulfillmentStatus.OutForDelivery => "Out for delivery",
        FulfillmentStatus.ReadyForPickup => "Ready for pickup",
        FulfillmentStatus.Delivered => "Delivered",
        FulfillmentStatus.FailedAttempt => "Delivery was tried",
        FulfillmentStatus.ReturnedToSender => "Returned to the shop",
        FulfillmentStatus.Undeliverable => "Could not be delivered",
        FulfillmentStatus.Canceled => "Canceled",
        _ => throw new UnreachableException($"Unhandled {status}."),
    };

    /// <summary>What became of a line, where it is more than that it waits.</summary>
    public static string? Of(OrderLine line)
    {
        var canceled = line.Ordered - line.Current;
        return (canceled, line.Fulfilled) switch
        {
            (0, 0) => null,
            (0, var left) when left >= line.Current => "All handed over",
            (0, var left) => Invariant($"{left} of {line.Current} handed over"),
            (_, _) when line.Current == 0 => "Canceled",
            (var gone, 0) => Invariant($"{gone} canceled"),
            var (gone, left) => Invariant($"{gone} canceled, {left} of {line.Current} handed over"),
        };
    }

    public static string Of(AdjustmentKind kind) => kind switch
    {
        AdjustmentKind.Refund => "Refund",
        AdjustmentKind.Cancellation => "Cancellation",
        AdjustmentKind.Dispute => "Dispute",
        _ => throw new UnreachableException($"Unhandled {kind}."),
    };

    public static string Of(AdjustmentStatus status) => status switch
    {
        AdjustmentStatus.Pending => "pending",
        AdjustmentStatus.Completed => "completed",
        AdjustmentStatus.Failed => "not carried out",
        _ => throw new UnreachableException($"Unhandled {status}."),
    };

    public static string Money(long amount, string currency) => Currencies.Of(currency).Text(amount);

    public static string? Town(Address? place) => place is null
        ? null
        : string.Join(", ", new[] { place.City, place.State, place.Country }.Where(part => !string.IsNullOrWhiteSpace(part)));

    /// <summary>In UTC: where the reader is, nobody told us.</summary>
    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
