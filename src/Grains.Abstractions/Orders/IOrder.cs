using Acp.SharedPaymentTokens;

namespace Acp.Orders;

/// <summary>
/// What can be asked of one order. It came to be in the commit that completed its checkout; from then on the merchant
/// drives it. What it looks like is read from the store (<c>OrderReader</c>), so that a reader waits for nobody.
/// </summary>
public interface IOrder
{
    /// <summary>Once for all calls with this key, which the order remembers for ever.</summary>
    ValueTask<OrderAnswer> Do(OrderCall call, OrderCommand command);

    /// <summary>Does what has fallen due: settles refunds whose outcome is unknown. Called by the due loop, safe at any time.</summary>
    ValueTask Wake();

    /// <summary>
    /// The provider let us know that something happened to its payment. Its word is not taken for it: refunds and disputes
    /// are looked up, and whatever was done elsewhere is written down.
    /// </summary>
    /// <returns><see cref="Heard.NotYet"/> where the provider did not answer.</returns>
    ValueTask<Heard> LookAgain();
}

/// <param name="Operator">Who asks, for the audit trail: the admin key's name.</param>
/// <param name="Key">The caller's idempotency key, 1 to 255 characters; null where the command brings its own identity or repeating it changes nothing.</param>
/// <param name="Fingerprint">Equal for commands of equal JSON meaning.</param>
/// <param name="IsOwner">Whether the key has the role that may overrule.</param>
public sealed record OrderCall(string Operator, string? Key, string Fingerprint, bool IsOwner = false);

/// <summary>What an order's caller is told. The private constructor closes the hierarchy.</summary>
public abstract record OrderAnswer
{
    private OrderAnswer() { }

    /// <param name="Changed">False where it was so already, or the same key had done it before.</param>
    /// <param name="Id">Of what the command made: a fulfillment, a refund; null where it made nothing.</param>
    public sealed record Done(bool Changed, string? Id = null) : OrderAnswer;

    public sealed record NotFound : OrderAnswer;

    public sealed record Refused(OrderRefusal Refusal) : OrderAnswer;

    /// <summary>The key came with another command before.</summary>
    public sealed record KeyReused : OrderAnswer;

    /// <summary>The provider did not say what became of the refund. It settles by itself; the same call under the same key tells.</summary>
    /// <param name="Id">The refund's.</param>
    public sealed record RefundOutcomeUnknown(string Id) : OrderAnswer;

    /// <summary>The provider was not reached or did not take the request; no money moved, and the refund is withdrawn.</summary>
    public sealed record ProviderUnavailable : OrderAnswer;

    public sealed record StoreUnavailable : OrderAnswer;

    /// <summary>Other writers kept winning; nothing changed and the call is safe to repeat.</summary>
    public sealed record Contended : OrderAnswer;
}

/// <param name="Message">For people: specific, and free of provider ids.</param>
/// <param name="Param">An RFC 9535 JSONPath into the request, or null.</param>
/// <param name="Remaining">Minor units that can still be refunded, where that is what it is about; else null.</param>
public sealed record OrderRefusal(OrderRule Rule, string Message, string? Param = null, long? Remaining = null);

/// <summary>Why a command is refused. Each is named after its rule; the order stays as it was.</summary>
public enum OrderRule
{
    OrderCanceled,
    OrderCompleted,
    UnknownLine,
    UnknownFulfillment,

    /// <summary>More of a line than is ordered and not yet shipped or canceled.</summary>
    QuantityExceeded,

    /// <summary>The fulfillment's course does not lead from where it is to there.</summary>
    FulfillmentStatusInvalid,
    RefundExceedsRemainder,

    /// <summary>A dispute is open: a refund beside it would pay twice.</summary>
    DisputeOpen,

    /// <summary>Nothing was charged, so nothing can be refunded.</summary>
    NothingCharged,

    /// <summary>The provider would not refund it.</summary>
    RefundRefused,

    /// <summary>The order has as many entries as it can hold.</summary>
    TooManyEntries,

    /// <summary>A person must look at it before anything leaves.</summary>
    UnderReview,

    /// <summary>The provider has refunds that the order had lost: whoever asks for one may be asking for those.</summary>
    RefundsFound,
}
