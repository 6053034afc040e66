using System.Diagnostics;
using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Payments;

namespace Acp.Reconciling;

/// <summary>Compares a payment at the provider with our records. Pure.</summary>
public static class Comparison
{
    /// <param name="here">Read after the provider was asked: what was settled meanwhile is settled.</param>
    /// <returns>Null where both agree, or nothing was collected and nothing can be.</returns>
    public static Finding? Of(LedgerPayment payment, Records here) => payment.State switch
    {
        LedgerState.Over => null,
        LedgerState.Open => OnUnpaid(payment, here),
        LedgerState.Paid when here.Order is { Placed.Payment: { } paid } order && paid.IntentId == payment.IntentId => OnOrder(payment, order, paid),

        // Given back in whole, by a person or by us: nobody is owed anything, and nothing is to be delivered.
        LedgerState.Paid when payment.IsGivenBack => null,
        LedgerState.Paid => OnPaid(payment, here.Session),
        _ => throw new UnreachableException($"Unhandled {payment.State}."),
    };

    /// <summary>Of an order whose payment the provider does not know.</summary>
    public static Finding Missing(PlacedOrder order, OrderPayment payment) => new(
        FindingKind.MissingThere,
        FindingReason.PaymentUnknown,
        Mend.None,
        payment.IntentId,
        order.SessionId,
        order.Id,
        There: null,
        payment.Amount,
        order.Currency,
        order.PlacedAt);

    private static Finding? OnUnpaid(LedgerPayment payment, Records here) => here.Session?.Payment switch
    {
        Payment.Charging or Payment.Waiting or Payment.PageOpening or Payment.PageOpen => null, // It waits for this or looks for it, by itself.

        Payment.Charged paid when paid.IntentId == payment.IntentId => null, // It was at work when it was listed, and has succeeded since.

        // One of a session that is not here may be another shop's on the same account.
        _ => Find(payment, FindingKind.MissingHere, FindingReason.CanBePaid, here.Session is null ? Mend.None : Mend.Cancel, here: null) with { There = payment.Amount },
    };

    private static Finding? OnPaid(LedgerPayment payment, CheckoutSession? session) => session?.Payment switch
    {
        null => Find(payment, FindingKind.MissingHere, FindingReason.SessionUnknown, Mend.None, here: null),
        _ when session.PageRefunds.Any(refund => refund.IntentId == payment.IntentId && refund.State == PageRefundState.Open) =>
            Find(payment, FindingKind.Open, FindingReason.NotSettled, Mend.Settle, here: null),
        Payment.Charging or Payment.Waiting or Payment.PageOpening or Payment.PageOpen =>
            Find(payment, FindingKind.Open, FindingReason.NotSettled, Mend.Settle, here: null),
        Payment.Open open => OnLost(payment, session, open),
        Payment.Closed => Find(payment, FindingKind.MissingHere, FindingReason.SessionOver, Mend.None, here: null),
        Payment.Charged paid when paid.IntentId == payment.IntentId => null, // The session's own: its order has been forgotten before it.
        Payment.Charged => Find(payment, FindingKind.MissingHere, FindingReason.PaidTwice, Mend.None, here: null),
        _ => throw new UnreachableException($"Unhandled {session.Payment}."),
    };

    // A number that the record knows as refused was no success when it was heard of: a person has to see that.
    private static Finding OnLost(LedgerPayment payment, CheckoutSession session, Payment.Open open) =>
        payment.Received != session.Quote.Total || payment.Currency != session.Currency
            ? Find(payment, FindingKind.AmountDiffers, FindingReason.OtherSum, Mend.None, session.Quote.Total)
            : Find(
                payment,
                FindingKind.MissingHere,
                FindingReason.ChargeLost,
                payment.Attempt > open.Refused && payment.Refunded == 0 ? Mend.Adopt : Mend.None,
                here: null);

    private static Finding? OnOrder(LedgerPayment payment, OrderRecord order, OrderPayment paid)
    {
        var named = order.Placed;
        if (payment.Received != paid.Amount || payment.Currency != named.Currency)
        {
            return Find(payment, FindingKind.AmountDiffers, FindingReason.OtherSum, Mend.None, paid.Amount) with { Order = named.Id };
        }

        var refunded = order.Money.Refunds.Where(refund => refund.State.Counts && refund.State.KnownAs is not null).Sum(refund => refund.Amount);
        if (refunded == payment.Refunded)
        {
            return null;
        }

        var isOpen = order.Money.Refunds.Any(refund => refund.State is RefundState.Sending);
        return Find(payment, isOpen ? FindingKind.Open : FindingKind.AmountDiffers, FindingReason.OtherRefunds, Mend.FollowRefunds, refunded) with
        {
            Order = named.Id,
            There = payment.Refunded,
        };
    }

    private static Finding Find(LedgerPayment payment, FindingKind kind, FindingReason reason, Mend mend, long? here) => new(
        kind, reason, mend, payment.IntentId, payment.Session, Order: null, payment.Received, here, payment.Currency, payment.CreatedAt);
}
