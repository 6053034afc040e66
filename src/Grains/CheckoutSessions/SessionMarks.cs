using Acp.Attention;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>Why a person may have to look at a session, and by what it is found. Pure.</summary>
public static class SessionMarks
{
    /// <summary>Of several reasons the one that is about the session's own money.</summary>
    public static Mark? Of(CheckoutSession session) => OfPayment(session.Payment) ?? OfRefunds(session.PageRefunds);

    /// <summary>Of a completed session its order has them: a checkout is found once.</summary>
    public static SearchTerms TermsOf(CheckoutSession session) => session.Order is not null
        ? SearchTerms.None
        : new(BuyerDigest.Of(session.Buyer?.Email ?? session.Recipient?.Email), (session.Payment as Payment.Waiting)?.IntentId);

    private static Mark? OfPayment(Payment payment) => payment switch
    {
        Payment.Charging s => new(Marks.UnknownAttempt, s.Attempt.FirstSentAt),
        Payment.PageOpening s => new(Marks.UnknownAttempt, s.Attempt.FirstSentAt),
        Payment.PageOpen { IsOffered: false } s => new(Marks.UnknownAttempt, s.Attempt.FirstSentAt),
        Payment.Waiting s => new(Marks.Waiting, s.Attempt.FirstSentAt),
        _ => null,
    };

    private static Mark? OfRefunds(IReadOnlyList<PageRefund> refunds) =>
        refunds.Where(refund => refund.State == PageRefundState.Open).MinBy(refund => refund.FirstSentAt) is { } open
            ? new(Marks.UnknownRefund, open.FirstSentAt)
            : null;

    /// <param name="retention">From the end of its money on nothing changes the session any more, so that its last change is its end.</param>
    public static IndexColumns IndexOf(CheckoutSession session, DateTimeOffset now, TimeSpan retention) => new(
        "checkout_session", session.StatusAt(now).ToString(), session.Platform, session.Quote.Total, session.Currency, session.CreatedAt)
    {
        KeptUntil = session.Payment is Payment.Charged or Payment.Closed ? session.UpdatedAt + retention : null,
        Mark = Of(session),
        Terms = TermsOf(session),
    };
}
