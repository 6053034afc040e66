using Acp.Payments;

namespace Acp.Orders;

/// <summary>Brings an order's record to what the provider shows of its payment: our refunds, those made elsewhere, and disputes. Pure.</summary>
internal static class Reconciliation
{
    /// <param name="askedAt">Before the provider was asked.</param>
    /// <returns>Null where nothing is new.</returns>
    public static OrderTransition? Of(OrderRecord record, PaymentFacts facts, string actor, DateTimeOffset askedAt, DateTimeOffset now)
    {
        var transition = new OrderTransition(record, actor, now);

        // The provider lists the newest first; they are told in the order in which they happened.
        var seen = facts.Refunds.Reverse().ToList();
        foreach (var refund in record.Money.Refunds)
        {
            var found = seen.Find(it => IsOf(it, refund, record.Placed.Id));
            if (RefundDecider.OnSeen(refund.State, found, askedAt) is { } change)
            {
                transition.Apply(refund, change, now);
            }

            seen.RemoveAll(it => it == found);
        }

        seen.ForEach(it => Adopt(transition, it, askedAt, now));
        foreach (var dispute in facts.Disputes.Reverse())
        {
            Follow(transition, dispute, now);
        }

        return ReferenceEquals(transition.After, record) ? null : transition;
    }

    private static bool IsOf(RefundFacts seen, OrderRefund refund, string order) => refund.State.KnownAs is { } known
        ? seen.Id == known
        : IsOurs(seen, order) && seen.Number == refund.Number && seen.Amount == refund.Amount;

    private static bool IsOurs(RefundFacts seen, string order) => seen.Order == order && seen.Number is > 0;

    private static void Adopt(OrderTransition transition, RefundFacts seen, DateTimeOffset askedAt, DateTimeOffset now)
    {
        var change = RefundDecider.OnSeen(state: null, seen, askedAt)!;
        var (id, number) = NameOf(transition.After, seen);
        var refund = new OrderRefund(
            id, number, seen.Amount, [], seen.Purpose, Description: null, RefundState.Evolve(state: null, change)!, seen.CreatedAt);
        transition.Add(refund, change, now);
    }

    // Made by us and lost by a restore: its number is taken, and its key must never stand for another. Else made past us.
    private static (string Id, int? Number) NameOf(OrderRecord record, RefundFacts seen)
    {
        var order = record.Placed.Id;
        return IsOurs(seen, order) && record.Money.Find(OrderRefund.IdOf(order, seen.Number!.Value)) is null
            ? (OrderRefund.IdOf(order, seen.Number.Value), seen.Number)
            : (OrderRefund.IdOfElsewhere(order, record.Money.Refunds.Count(one => one.Number is null) + 1), null);
    }

    private static void Follow(OrderTransition transition, DisputeFacts seen, DateTimeOffset now)
    {
        var money = transition.After.Money;
        var known = money.Disputes.FirstOrDefault(one => one.ProviderId == seen.Id);
        var next = new OrderDispute(
            known?.Id ?? OrderDispute.IdOf(transition.After.Placed.Id, money.Disputes.Count + 1),
            seen.Id,
            seen.Stage,
            seen.Word,
            seen.Amount,
            seen.Reason,
            seen.CreatedAt);
        if (next != known)
        {
            transition.Apply(next, now);
        }
    }
}
