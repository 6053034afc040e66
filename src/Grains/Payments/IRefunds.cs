using Acp.Orders;

namespace Acp.Payments;

/// <summary>
/// The payment processor's way back: refunds, and what else became of a payment. Every answer is one of the closed sets
/// below; an adapter never throws for what the network or the processor does, and never turns «don't know» into yes or no.
/// </summary>
public interface IRefunds
{
    /// <summary>The bytes that will be sent for a refund, now and at every repeat. Pure: committed before the first byte leaves.</summary>
    FrozenRequest FreezeRefund(RefundOrder order);

    /// <summary>Sends the frozen request under its key, once. The caller has committed this very send before.</summary>
    /// <param name="providerKey"><c>acp:{order}:refund:{number}</c>: the same at every repeat of a refund.</param>
    /// <param name="notAfter">
    /// Read again as the last thing before the first byte leaves: from then on the provider may have forgotten the key, and
    /// the answer is <see cref="RefundAnswer.NotExecuted"/>.
    /// </param>
    ValueTask<RefundAnswer> Refund(string providerKey, FrozenRequest request, DateTimeOffset notAfter);

    /// <summary>All that became of a payment: its refunds, whoever made them, and its disputes. Complete, or not answered.</summary>
    /// <param name="account">The account it was made on (<see cref="FrozenRequest.Account"/>); of another one nothing is said.</param>
    ValueTask<PaymentFinding> FindPayment(string intentId, string account);

    /// <summary>As <see cref="FindPayment"/>, without its disputes: a key that may refund need not be one that may read those.</summary>
    ValueTask<PaymentFinding> FindRefunds(string intentId, string account);

    /// <summary>Which session of ours a payment belongs to, for whoever hears of it from the provider.</summary>
    ValueTask<PaymentOrigin> FindOrigin(string intentId);
}

/// <summary>What is to be refunded.</summary>
/// <param name="IntentId">The provider's payment.</param>
/// <param name="Amount">Minor units of the payment's currency; at least 1.</param>
/// <param name="Number">The refund's, of its order or session; from 1. Travels in its metadata, by which it is found again.</param>
/// <param name="Session">Travels in its metadata, which its events carry.</param>
/// <param name="Order">Likewise; null where none came to be, as for a page that was paid all the same.</param>
public sealed record RefundOrder(string IntentId, long Amount, RefundReason Reason, int Number, string Session, string? Order);

/// <summary>
/// The provider's answer to a send, as it came over the wire. Whether it settles the refund is decided with the refund's
/// record: <see cref="Rejected"/> and <see cref="NotExecuted"/> say nothing about an earlier send. The private constructor
/// closes the hierarchy.
/// </summary>
public abstract record RefundAnswer
{
    private RefundAnswer() { }

    /// <summary>The money is on its way back. It may still come to nothing: the provider says so days later, by an event.</summary>
    public sealed record Succeeded(string RefundId) : RefundAnswer;

    /// <summary>Taken on, not carried out yet; the shopper may have to act first.</summary>
    public sealed record Pending(string RefundId) : RefundAnswer;

    /// <summary>The refund exists and came to nothing: failed or canceled, whichever send it was.</summary>
    /// <param name="Reason">As text for people; free of ids.</param>
    public sealed record Failed(string RefundId, string Reason) : RefundAnswer;

    /// <summary>402: no refund of this key exists, on whichever send. It is kept under the key like a success.</summary>
    /// <param name="Reason">As text for people; free of ids.</param>
    public sealed record Declined(string Reason) : RefundAnswer;

    /// <summary>400 or 404 about the payment or the amount: if this was the only send, no refund exists.</summary>
    /// <param name="Reason">As text for people; free of ids.</param>
    public sealed record Rejected(RefundRejection Why, string Reason) : RefundAnswer;

    /// <summary>401, 403, 429, no connection before the first byte, or not sent at all: not carried out, if this was the only send.</summary>
    public sealed record NotExecuted : RefundAnswer;

    /// <summary>Time-out, broken connection, 5xx, 409, 424, unreadable: it may or may not have been carried out.</summary>
    public sealed record Unknown(string Cause) : RefundAnswer
    {
        /// <summary>
        /// False where the provider has said that a repeat gets the same answer for as long as it keeps the key: only
        /// <see cref="IRefunds.FindPayment"/> can settle it. It says nothing of what happened.
        /// </summary>
        public bool MayRepeat { get; init; } = true;
    }
}

/// <summary>Why the provider would not make a refund.</summary>
public enum RefundRejection
{
    /// <summary>More than is left of the payment: something was refunded elsewhere.</summary>
    ExceedsRemainder,

    /// <summary>The payment is disputed: the bank gives the money back itself.</summary>
    Disputed,

    /// <summary>The merchant's balance does not cover it.</summary>
    BalanceTooLow,
    Other,
}

/// <summary>What a look-up of a payment came to. The private constructor closes the hierarchy.</summary>
public abstract record PaymentFinding
{
    private PaymentFinding() { }

    public sealed record Found(PaymentFacts Facts) : PaymentFinding;

    /// <summary>No payment of this account.</summary>
    public sealed record NoSuchPayment : PaymentFinding;

    /// <summary>Not everything could be read. It proves nothing.</summary>
    public sealed record NotAnswered : PaymentFinding;
}

/// <param name="Charged">Minor units that were received.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Session">Our session, as its metadata says; null where it is not ours.</param>
/// <param name="Refunds">All of them, whoever made them.</param>
/// <param name="Disputes">All of them.</param>
public sealed record PaymentFacts(
    string IntentId, long Charged, string Currency, string? Session, IReadOnlyList<RefundFacts> Refunds, IReadOnlyList<DisputeFacts> Disputes);

/// <param name="Amount">Minor units.</param>
/// <param name="Order">Our order, as its metadata says; null where another system made it.</param>
/// <param name="Session">Our session likewise.</param>
/// <param name="Number">Our number of it likewise.</param>
/// <param name="Reason">Why it came to nothing, as text for people; null where it did not.</param>
public sealed record RefundFacts(
    string Id, RefundProgress Progress, long Amount, RefundReason? Purpose, string? Order, string? Session, int? Number, string? Reason, DateTimeOffset CreatedAt);

/// <summary>How far a refund has come at the provider.</summary>
public enum RefundProgress
{
    /// <summary>Not carried out yet, or in a state that this version does not know.</summary>
    Pending,
    Succeeded,

    /// <summary>Failed or canceled: the amount is the merchant's again.</summary>
    Failed,
}

/// <param name="Word">The provider's own for its stage, such as <c>needs_response</c>.</param>
/// <param name="Amount">Minor units in dispute.</param>
/// <param name="Reason">The provider's word for it, such as <c>product_not_received</c>.</param>
public sealed record DisputeFacts(string Id, DisputeStage Stage, string Word, long Amount, string Reason, DateTimeOffset CreatedAt);

/// <summary>How far a dispute has come.</summary>
public enum DisputeStage
{
    /// <summary>The bank asks before it takes anything; a refund answers it.</summary>
    Inquiry,

    /// <summary>The amount is withheld until it is decided. A stage that this version does not know counts as this one.</summary>
    Open,

    /// <summary>Decided for the merchant: the amount is theirs again.</summary>
    Won,

    /// <summary>Decided for the shopper, who has the amount.</summary>
    Lost,

    /// <summary>Over without a decision: nothing was taken.</summary>
    Closed,
}

/// <summary>Whose payment it is. The private constructor closes the hierarchy.</summary>
public abstract record PaymentOrigin
{
    private PaymentOrigin() { }

    public sealed record OfSession(string Session) : PaymentOrigin;

    /// <summary>Another system's, or no payment at all.</summary>
    public sealed record NotOurs : PaymentOrigin;

    /// <summary>The provider did not answer; nothing was decided.</summary>
    public sealed record NotAnswered : PaymentOrigin;
}
