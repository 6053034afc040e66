using System.Diagnostics;
using System.Text.Json;
using Acp.Payments;

namespace Acp.Orders;

/// <summary>Writes what became of an order's money into its record, and tells outside what is to be told. Pure.</summary>
internal static class MoneyChange
{
    /// <param name="refund">New, as the event has made it.</param>
    public static OrderTransition Add(this OrderTransition transition, OrderRefund refund, RefundEvent change, DateTimeOffset now) =>
        transition.Put(refund, before: null, change, now);

    /// <param name="refund">As it was.</param>
    public static OrderTransition Apply(this OrderTransition transition, OrderRefund refund, RefundEvent change, DateTimeOffset now) =>
        RefundState.Evolve(refund.State, change) is { } state
            ? transition.Put(refund with { State = state }, refund.State, change, now)
            : transition.Withdraw(refund, change);

    public static OrderTransition Apply(this OrderTransition transition, OrderDispute dispute, DateTimeOffset now) => transition
        .Edit(record => record with { Money = record.Money.With(dispute) })
        .Write(new OrderEntry.DisputeChanged(dispute.Id, dispute.Word, StatusOf(dispute.Stage), dispute.Amount, dispute.Reason, now));

    /// <summary>Has the order woken when its money is to be looked at next.</summary>
    public static OrderTransition DueBy(this OrderTransition transition, RefundOptions options, DateTimeOffset now) =>
        transition.DueAt(RefundDecider.Next(transition.After.Money, now, options));

    private static OrderTransition Put(this OrderTransition transition, OrderRefund refund, RefundState? before, RefundEvent change, DateTimeOffset now)
    {
        transition.Edit(record => record with { Money = record.Money.With(refund) }).Note(NameOf(change), DetailOf(refund));
        return Told(before, refund.State) is { } status ? transition.Write(EntryOf(refund, status, now)) : transition;
    }

    // Its key is new again: whoever brings it again wants it to be tried again.
    private static OrderTransition Withdraw(this OrderTransition transition, OrderRefund refund, RefundEvent change) => transition
        .Edit(record => record with
        {
            Money = record.Money.Without(refund.Id),
            Commands = [.. record.Commands.Where(done => done.Id != refund.Id)],
        })
        .Note(NameOf(change), DetailOf(refund));

    // A refund is told of from when the provider has taken it on. One that came to nothing before that was none.
    private static AdjustmentStatus? Told(RefundState? before, RefundState state) => state switch
    {
        RefundState.Pending => AdjustmentStatus.Pending,
        RefundState.Succeeded => AdjustmentStatus.Completed,
        RefundState.Failed when before is RefundState.Pending or RefundState.Succeeded => AdjustmentStatus.Failed,
        _ => null,
    };

    private static OrderEntry.RefundChanged EntryOf(OrderRefund refund, AdjustmentStatus status, DateTimeOffset now) => new(
        refund.Id,
        status,
        refund.Amount,
        [.. refund.Lines.Select(line => new LineQuantity(line.LineId, line.Quantity))],
        refund.Reason is { } reason ? Snake(reason.ToString()) : null,
        refund.Description,
        Elsewhere: refund.Number is null,
        now);

    private static AdjustmentStatus StatusOf(DisputeStage stage) => stage switch
    {
        DisputeStage.Inquiry or DisputeStage.Open => AdjustmentStatus.Pending,
        DisputeStage.Lost => AdjustmentStatus.Completed,
        DisputeStage.Won or DisputeStage.Closed => AdjustmentStatus.Failed,
        _ => throw new UnreachableException($"Unhandled {stage}."),
    };

    private static object DetailOf(OrderRefund refund) => new
    {
        refund = refund.Id,
        amount = refund.Amount,
        sends = (refund.State as RefundState.Sending)?.Attempt.Sends,
        provider_refund = refund.State.KnownAs,
        why = (refund.State as RefundState.Failed)?.Why,
    };

    private static string NameOf(RefundEvent change) => $"refund.{Snake(change.GetType().Name)}";

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
