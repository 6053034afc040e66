using Acp.Payments;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>
/// The money of a page that was paid though it could not be, on its way back. An attempt like a charge: committed before its
/// first byte leaves, the same bytes under the same key at every repeat.
/// </summary>
/// <param name="Number">Of the session's; from 1.</param>
/// <param name="IntentId">The provider's payment that is given back.</param>
/// <param name="Amount">Minor units: all of it.</param>
/// <param name="ProviderKey"><c>acp:{session}:refund:{number}</c>.</param>
/// <param name="Sends">How often sending was permitted.</param>
/// <param name="RefundId">The provider's; null until it is known.</param>
public sealed record PageRefund(
    int Number,
    string IntentId,
    long Amount,
    string Currency,
    string ProviderKey,
    FrozenRequest Request,
    int Sends,
    DateTimeOffset FirstSentAt,
    DateTimeOffset LastSentAt,
    PageRefundState State = PageRefundState.Open,
    string? RefundId = null) : Stored
{
    public bool MaySend(DateTimeOffset now) => State == PageRefundState.Open && now - FirstSentAt < CompleteDecider.ResendLimit;

    /// <summary>The send that was permitted last may leave until then, and no later.</summary>
    public DateTimeOffset LeavesBefore
    {
        get
        {
            var (forgotten, lapsed) = (FirstSentAt + CompleteDecider.ResendLimit, LastSentAt + CompleteDecider.PermissionLasts);
            return forgotten < lapsed ? forgotten : lapsed;
        }
    }

    /// <returns>Null: nothing is open.</returns>
    internal static DateTimeOffset? Next(IReadOnlyList<PageRefund> refunds, DateTimeOffset now, CheckoutOptions options)
    {
        var open = refunds.Where(refund => refund.State == PageRefundState.Open)
            .Select(refund => Pauses.Next(now - refund.FirstSentAt, refund.ProviderKey, refund.Sends, options.SettleAfter, options.SettleAtMost))
            .ToList();
        return open.Count == 0 ? null : now + open.Min();
    }
}

public enum PageRefundState
{
    /// <summary>Asked for; the provider may or may not have carried it out.</summary>
    Open,

    /// <summary>The provider has it. It can still come to nothing.</summary>
    Made,

    /// <summary>It came to nothing: a person has to give it back.</summary>
    Failed,
}

/// <summary>Decides how such a refund goes on. Pure.</summary>
public static class PageRefundDecider
{
    /// <returns>Null where the answer settles nothing.</returns>
    public static PageRefund? OnAnswer(PageRefund refund, RefundAnswer answer) => (refund, answer) switch
    {
        ({ State: not PageRefundState.Open }, _) => null,
        (_, RefundAnswer.Succeeded a) => refund with { State = PageRefundState.Made, RefundId = a.RefundId },
        (_, RefundAnswer.Pending a) => refund with { State = PageRefundState.Made, RefundId = a.RefundId },
        (_, RefundAnswer.Failed a) => refund with { State = PageRefundState.Failed, RefundId = a.RefundId },
        (_, RefundAnswer.Declined) => refund with { State = PageRefundState.Failed },
        ({ Sends: 1 }, RefundAnswer.Rejected) => refund with { State = PageRefundState.Failed }, // On a repeat it may be the first that took it all.
        _ => null,
    };

    /// <param name="now">Before the provider was asked.</param>
    /// <returns>Null where the finding settles nothing.</returns>
    public static PageRefund? OnFinding(string session, PageRefund refund, PaymentFinding finding, DateTimeOffset now)
    {
        if (refund.State == PageRefundState.Failed || finding is not PaymentFinding.Found { Facts: var facts })
        {
            return null;
        }

        var ours = facts.Refunds.FirstOrDefault(made => made.Session == session && made.Order is null && made.Number == refund.Number);
        if (ours is not null)
        {
            var seen = ours.Progress == RefundProgress.Failed ? PageRefundState.Failed : PageRefundState.Made;
            return seen == refund.State ? null : refund with { State = seen, RefundId = ours.Id };
        }

        // Nothing of ours is there, and nothing of ours can come any more.
        return refund.State == PageRefundState.Open && !refund.MaySend(now) && now - refund.LastSentAt >= NeverCharged.Quiet
            ? refund with { State = PageRefundState.Failed }
            : null;
    }
}
