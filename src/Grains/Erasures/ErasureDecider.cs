using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Payments;
using Acp.Store;

namespace Acp.Erasures;

/// <summary>What stands in the way of erasing a checkout's buyer. Pure.</summary>
public static class ErasureDecider
{
    /// <summary>Shorter than most charges take to settle.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    /// <summary>So it is done within this of the moment from which on nothing stands in the way.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromHours(6);

    /// <param name="session">Null where it has been forgotten.</param>
    /// <param name="order">Null where none came of it.</param>
    /// <param name="replyRetention">How long a reply is kept under its key.</param>
    /// <returns>Each once; empty: it can be done now.</returns>
    public static IReadOnlyList<ErasureObstacle> Obstacles(
        Erasure wish, CheckoutSession? session, OrderRecord? order, DateTimeOffset now, TimeSpan replyRetention) =>
    [
        .. OfSession(session, now, replyRetention).Concat(order is null ? [] : OfOrder(order, wish)).Concat(OfVersions(session, order)).Distinct().Order(),
    ];

    /// <summary>When to look again, ever more seldom.</summary>
    public static DateTimeOffset Next(Erasure wish, DateTimeOffset now) =>
        now + Pauses.Next(now - wish.AskedAt, wish.Session, wish.Tries, Least, Most);

    private static IEnumerable<ErasureObstacle> OfSession(CheckoutSession? session, DateTimeOffset now, TimeSpan replyRetention)
    {
        if (session is null)
        {
            yield break;
        }

        if (OfPayment(session.Payment) is { } open)
        {
            yield return open;
        }

        if (session.PageRefunds.Any(refund => refund.State == PageRefundState.Open))
        {
            yield return ErasureObstacle.RefundOpen;
        }

        if (session.CreatedUnder?.KeptUntil is null && now < session.CreatedAt + replyRetention)
        {
            yield return ErasureObstacle.ReplyKept;
        }
    }

    // A newer version's members may be a buyer's, and may be money's: only that version can tell them apart.
    private static IEnumerable<ErasureObstacle> OfVersions(CheckoutSession? session, OrderRecord? order)
    {
        if (!IsKnown(session) || !IsKnown(order))
        {
            yield return ErasureObstacle.NewerVersion;
        }
    }

    private static bool IsKnown<T>(T? state)
        where T : Stored =>
        state is null || ReferenceEquals(StateCodec.Known(state), state);

    private static ErasureObstacle? OfPayment(Payment payment) => payment switch
    {
        Payment.Charged or Payment.Closed => null,
        Payment.Open => ErasureObstacle.SessionOpen,
        Payment.Waiting => ErasureObstacle.PaymentWaiting,
        Payment.PageOpen => ErasureObstacle.PageOpen,
        _ => ErasureObstacle.PaymentUnknown, // Also of a state that this version does not know: the request must stay as it is.
    };

    private static IEnumerable<ErasureObstacle> OfOrder(OrderRecord order, Erasure wish)
    {
        if (order.Money.Refunds.Any(refund => refund.State is RefundState.Sending or RefundState.Pending))
        {
            yield return ErasureObstacle.RefundOpen;
        }

        if (order.Money.Disputes.Any(dispute => dispute.Stage is DisputeStage.Inquiry or DisputeStage.Open))
        {
            yield return ErasureObstacle.DisputeOpen;
        }

        var counts = wish is { Overrules: false, Cause: ErasureCause.Request };
        if (counts && order.Snapshot().Status is not (OrderStatus.Completed or OrderStatus.Canceled))
        {
            yield return ErasureObstacle.NotFulfilled;
        }
    }
}
