using System.Diagnostics;
using System.Globalization;
using Acp.Pricing;

namespace Acp.Orders;

/// <summary>What an order's entries make of it. Pure: whoever folds the same entries sees the same order.</summary>
public static class OrderFold
{
    /// <param name="sequence">From 1, the order as it was placed, up to <see cref="OrderRecord.Sequence"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order has no such sequence.</exception>
    public static OrderSnapshot At(OrderRecord record, int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, record.Sequence);
        return record.Entries.Take(sequence - 1).Aggregate(Placed(record.Placed), Evolve);
    }

    /// <exception cref="UnreachableException">The entry is of no known kind, or names a fulfillment that the order does not have.</exception>
    public static OrderSnapshot Evolve(OrderSnapshot order, OrderEntry entry)
    {
        var next = Change(order, entry) with { Sequence = order.Sequence + 1, UpdatedAt = entry.At };
        return next with { Status = StatusOf(next, isHeld: next.Status == OrderStatus.ManualReview) };
    }

    /// <summary>Whether its goods are with the merchant again, or never left him: they can leave once more, or be canceled.</summary>
    public static bool IsUndone(FulfillmentStatus status) => status is FulfillmentStatus.Canceled or FulfillmentStatus.ReturnedToSender;

    public static string CancellationIdAt(string order, int sequence) => string.Create(CultureInfo.InvariantCulture, $"{order}_{sequence}");

    public static OrderSnapshot Placed(PlacedOrder placed) => new(
        placed.Id,
        placed.Number,
        placed.SessionId,
        placed.Platform,
        Sequence: 1,
        placed.HeldBecause is null ? OrderStatus.Confirmed : OrderStatus.ManualReview,
        placed.Currency,
        Charged: placed.Payment?.Amount ?? 0,
        Refunded: 0,
        placed.Buyer,
        placed.Recipient,
        placed.BillingAddress,
        placed.OrderNotes,
        placed.Metadata,
        [.. placed.Lines.Select(line => new OrderLine(line, Current: line.Line.Quantity, Fulfilled: 0))],
        placed.Chosen,
        placed.Totals,
        placed.Discounts,
        Fulfillments: [],
        Adjustments: [],
        placed.PlacedAt,
        placed.PlacedAt)
    {
        Locale = placed.Locale,
        Consents = placed.Consents,
    };

    private static OrderSnapshot Change(OrderSnapshot order, OrderEntry entry) => entry switch
    {
        OrderEntry.Confirmed => order with { Status = OrderStatus.Confirmed },
        OrderEntry.HeldForReview => order with { Status = OrderStatus.ManualReview },
        OrderEntry.Fulfilled e => Fulfilled(order, e),
        OrderEntry.Progressed e => Progressed(order, e),
        OrderEntry.Canceled e => Canceled(order, e),
        OrderEntry.RefundChanged e => Refunded(Adjusted(order, AdjustmentOf(e))),
        OrderEntry.DisputeChanged e => Adjusted(order, AdjustmentOf(e)),
        _ => throw new UnreachableException($"Unhandled {entry}."),
    };

    private static OrderSnapshot Fulfilled(OrderSnapshot order, OrderEntry.Fulfilled e)
    {
        var status = FulfillmentCourse.Beginning(e.Dispatch.Channel);
        var fulfillment = new OrderFulfillment(
            e.FulfillmentId, status, e.Lines, e.Dispatch, DestinationOf(order, e.Dispatch.Channel), [EventOf(e.FulfillmentId, 1, status, e.At, e.Dispatch.Description, location: null)]);
        return order with { Fulfillments = [.. order.Fulfillments, fulfillment], Lines = Moved(order.Lines, e.Lines, left: 1) };
    }

    private static OrderSnapshot Progressed(OrderSnapshot order, OrderEntry.Progressed e)
    {
        var before = order.Fulfillments.FirstOrDefault(one => one.Id == e.FulfillmentId)
            ?? throw new UnreachableException($"Fulfillment {e.FulfillmentId} is not of order {order.Id}.");
        var after = before with
        {
            Status = e.Status,
            Events = [.. before.Events, EventOf(before.Id, before.Events.Count + 1, e.Status, e.At, e.Description, e.Location)],
        };
        return order with
        {
            Fulfillments = [.. order.Fulfillments.Select(one => ReferenceEquals(one, before) ? after : one)],
            Lines = IsUndone(e.Status) && !IsUndone(before.Status) ? Moved(order.Lines, before.Lines, left: -1) : order.Lines,
        };
    }

    private static OrderSnapshot Canceled(OrderSnapshot order, OrderEntry.Canceled e)
    {
        var adjustment = new OrderAdjustment(
            CancellationIdAt(order.Id, order.Sequence + 1), AdjustmentKind.Cancellation, AdjustmentStatus.Completed, Amount: null, e.Lines, e.Reason, Reason: null, e.At);
        return Adjusted(order, adjustment) with { Lines = [.. order.Lines.Select(line => line with { Current = line.Current - QuantityOf(line, e.Lines) })] };
    }

    private static OrderAdjustment AdjustmentOf(OrderEntry.RefundChanged e) =>
        new(e.RefundId, AdjustmentKind.Refund, e.Status, e.Amount, e.Lines, e.Description, e.Reason, e.At);

    private static OrderAdjustment AdjustmentOf(OrderEntry.DisputeChanged e) =>
        new(e.DisputeId, AdjustmentKind.Dispute, e.Status, e.Amount, [], Description: null, e.Reason, e.At);

    // The newest entry of a refund or dispute takes the place of the one before; it keeps the time of the first.
    private static OrderSnapshot Adjusted(OrderSnapshot order, OrderAdjustment adjustment)
    {
        var known = order.Adjustments.FirstOrDefault(one => one.Id == adjustment.Id);
        return order with
        {
            Adjustments = known is null
                ? [.. order.Adjustments, adjustment]
                : [.. order.Adjustments.Select(one => ReferenceEquals(one, known) ? adjustment with { OccurredAt = known.OccurredAt } : one)],
        };
    }

    private static OrderSnapshot Refunded(OrderSnapshot order) => order with
    {
        Refunded = order.Adjustments
            .Where(one => one is { Kind: AdjustmentKind.Refund, Status: AdjustmentStatus.Completed })
            .Sum(one => one.Amount ?? 0),
    };

    private static OrderStatus StatusOf(OrderSnapshot order, bool isHeld)
    {
        var (current, left) = (order.Lines.Sum(line => (long)line.Current), order.Lines.Sum(line => (long)line.Fulfilled));
        var arrived = order.Fulfillments
            .Where(one => one.Status == FulfillmentStatus.Delivered)
            .Sum(one => one.Lines.Sum(line => (long)line.Quantity));
        return 0 switch
        {
            _ when current == 0 => OrderStatus.Canceled,
            _ when arrived == current => OrderStatus.Completed,
            _ when left == current => OrderStatus.Shipped,
            _ when isHeld => OrderStatus.ManualReview,
            _ when left > 0 => OrderStatus.Processing,
            _ => OrderStatus.Confirmed,
        };
    }

    private static IReadOnlyList<OrderLine> Moved(IReadOnlyList<OrderLine> lines, IReadOnlyList<LineQuantity> moved, int left) =>
        [.. lines.Select(line => line with { Fulfilled = line.Fulfilled + (left * QuantityOf(line, moved)) })];

    private static int QuantityOf(OrderLine line, IReadOnlyList<LineQuantity> quantities) =>
        quantities.FirstOrDefault(one => one.LineId == line.Id)?.Quantity ?? 0;

    private static Address? DestinationOf(OrderSnapshot order, FulfillmentChannel channel) => channel switch
    {
        FulfillmentChannel.Shipping => order.Recipient?.Address,
        FulfillmentChannel.Pickup => order.Chosen.FirstOrDefault(option => option.Pickup is not null)?.Pickup?.Address,
        _ => null,
    };

    private static FulfillmentEvent EventOf(string fulfillment, int number, FulfillmentStatus status, DateTimeOffset at, string? description, string? location) =>
        new(FulfillmentEvent.IdOf(fulfillment, number), status, at, description, location);
}
