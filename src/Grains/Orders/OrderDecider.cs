using System.Diagnostics;

namespace Acp.Orders;

/// <summary>What a merchant's commands come to, but for those that move money. Pure.</summary>
internal static class OrderDecider
{
    /// <param name="drawn">An id for what the command may make.</param>
    public static OrderDecision OnCommand(OrderRecord record, OrderCall call, OrderCommand command, string drawn, DateTimeOffset now)
    {
        if (record.Find(call.Key) is { } done)
        {
            return done.Fingerprint == call.Fingerprint ? new OrderDecision.Already(done.Id) : new OrderDecision.Reused();
        }

        var decision = On(record.Snapshot(), command, call.Operator, drawn, now);
        return HasRoomFor(record, call, decision) ? decision : new OrderDecision.Refuse(OrderRefusals.TooManyEntries);
    }

    private static OrderDecision On(OrderSnapshot order, OrderCommand command, string by, string drawn, DateTimeOffset now) => command switch
    {
        OrderCommand.Confirm => OnConfirm(order, now),
        OrderCommand.HoldForReview c => OnHold(order, c, now),
        OrderCommand.Fulfill c => OnFulfill(order, c, drawn, now),
        OrderCommand.Progress c => OnProgress(order, c, now),
        OrderCommand.Cancel c => OnCancel(order, c, now),
        OrderCommand.Note c => new OrderDecision.Jot(new OrderNote(c.Text, by, now)),
        _ => throw new UnreachableException($"Unhandled {command}."),
    };

    private static bool HasRoomFor(OrderRecord record, OrderCall call, OrderDecision decision) => decision switch
    {
        OrderDecision.Refuse or OrderDecision.Reused => true,
        _ when call.Key is not null && record.Commands.Count >= OrderRecord.MaxCommands => false,
        OrderDecision.Write => record.Entries.Count < OrderRecord.MaxEntries - OrderRecord.ReservedForMoney,
        OrderDecision.Jot => record.Notes.Count < OrderRecord.MaxNotes,
        _ => true,
    };

    // Paid is confirmed: there is something to say only where somebody had held it.
    private static OrderDecision OnConfirm(OrderSnapshot order, DateTimeOffset now) => order.Status switch
    {
        OrderStatus.ManualReview => new OrderDecision.Write(new OrderEntry.Confirmed(now)),
        OrderStatus.Canceled => new OrderDecision.Refuse(OrderRefusals.Canceled),
        _ => new OrderDecision.Already(),
    };

    private static OrderDecision OnHold(OrderSnapshot order, OrderCommand.HoldForReview command, DateTimeOffset now) => order.Status switch
    {
        OrderStatus.ManualReview => new OrderDecision.Already(),
        OrderStatus.Canceled => new OrderDecision.Refuse(OrderRefusals.Canceled),
        OrderStatus.Shipped or OrderStatus.Completed => new OrderDecision.Refuse(OrderRefusals.NothingToHold),
        _ => new OrderDecision.Write(new OrderEntry.HeldForReview(command.Reason, now)),
    };

    private static OrderDecision OnFulfill(OrderSnapshot order, OrderCommand.Fulfill command, string drawn, DateTimeOffset now)
    {
        if (order.Fulfillments.FirstOrDefault(one => one.Id == command.FulfillmentId) is { } known)
        {
            return IsSame(order, known, command) ? new OrderDecision.Already(known.Id) : new OrderDecision.Reused();
        }

        var id = command.FulfillmentId ?? drawn;
        var choice = Left(order, command.Lines);
        var refusal = order.Status switch
        {
            OrderStatus.Canceled => OrderRefusals.Canceled,
            OrderStatus.ManualReview => OrderRefusals.UnderReview,
            _ => choice.Refusal,
        };
        return refusal is null
            ? new OrderDecision.Write(new OrderEntry.Fulfilled(id, choice.Lines, command.Dispatch, now), id)
            : new OrderDecision.Refuse(refusal);
    }

    private static OrderDecision OnProgress(OrderSnapshot order, OrderCommand.Progress command, DateTimeOffset now)
    {
        if (order.Fulfillments.FirstOrDefault(one => one.Id == command.FulfillmentId) is not { } fulfillment)
        {
            return new OrderDecision.Refuse(OrderRefusals.UnknownFulfillment);
        }

        var last = fulfillment.Events[^1];
        if ((last.Status, last.Description, last.Location) == (command.Status, command.Description, command.Location))
        {
            return new OrderDecision.Already(last.Id);
        }

        return FulfillmentCourse.Leads(fulfillment.Status, command.Status)
            ? new OrderDecision.Write(
                new OrderEntry.Progressed(fulfillment.Id, command.Status, command.Description, command.Location, now),
                FulfillmentEvent.IdOf(fulfillment.Id, fulfillment.Events.Count + 1))
            : new OrderDecision.Refuse(OrderRefusals.WrongCourse(fulfillment.Status, command.Status));
    }

    private static OrderDecision OnCancel(OrderSnapshot order, OrderCommand.Cancel command, DateTimeOffset now)
    {
        if (order.Status == OrderStatus.Canceled)
        {
            return command.Lines.Count == 0 ? new OrderDecision.Already() : new OrderDecision.Refuse(OrderRefusals.Canceled);
        }

        var choice = Left(order, command.Lines);
        return choice.Refusal is null
            ? new OrderDecision.Write(new OrderEntry.Canceled(choice.Lines, command.Reason, now), OrderFold.CancellationIdAt(order.Id, order.Sequence + 1))
            : new OrderDecision.Refuse(choice.Refusal);
    }

    private static LineChoice Left(OrderSnapshot order, IReadOnlyList<LineQuantity> asked) =>
        LineChoice.Of(order, asked, line => line.Current - line.Fulfilled) switch
        {
            { Refusal: null, Lines: [] } => new LineChoice([], OrderRefusals.NothingLeft),
            var choice => choice,
        };

    // A shipment of other goods under an id that was used must not be taken for done.
    private static bool IsSame(OrderSnapshot order, OrderFulfillment known, OrderCommand.Fulfill command) =>
        known.Dispatch == command.Dispatch
        && (command.Lines.Count == 0
            || LineChoice.Of(order, command.Lines, line => line.Ordered) is { Refusal: null } choice && choice.Lines.SequenceEqual(known.Lines));
}
