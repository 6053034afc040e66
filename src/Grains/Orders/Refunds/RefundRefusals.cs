using System.Globalization;
using Acp.Payments;
using Acp.Pricing;

namespace Acp.Orders;

/// <summary>The sentences of the refusals of a refund.</summary>
public static class RefundRefusals
{
    /// <summary>Of a refund that the provider gave no reason for.</summary>
    public const string CameToNothing = "The refund could not be carried out.";

    public static readonly OrderRefusal NothingCharged = new(OrderRule.NothingCharged, "Nothing was charged for this order, so nothing can be refunded.");

    public static readonly OrderRefusal LinesCostNothing = new(OrderRule.NothingCharged, "These lines cost nothing, so nothing can be refunded for them.", "$.lines");

    public static readonly OrderRefusal DisputeOpen = new(
        OrderRule.DisputeOpen,
        "The payment is disputed: the bank may give the money back itself, and a refund beside it would pay twice. An owner can overrule this.");

    public static readonly OrderRefusal TooManyEntries = new(
        OrderRule.TooManyEntries, $"An order can have {OrderRecord.MaxEntries} entries at most, and what may become of one more refund would not fit.");

    public static OrderRefusal QuantityExceeded(string id, int left) => new(
        OrderRule.QuantityExceeded,
        string.Create(CultureInfo.InvariantCulture, $"Of line {id} {left} remain that no refund was made for."),
        "$.lines");

    public static OrderRefusal OverRemainder(long remaining, string currency) => new(
        OrderRule.RefundExceedsRemainder,
        remaining == 0
            ? "Nothing is left to refund."
            : $"At most {Currencies.Of(currency).Text(remaining)} can still be refunded.",
        "$.amount",
        remaining);

    public static OrderRefusal Found(long remaining, string currency) => new(
        OrderRule.RefundsFound,
        $"The provider has refunds of this order that its record had lost, as after a restore. They are on it now, and {Currencies.Of(currency).Text(remaining)} remain: ask again for what is still to be paid back.",
        Param: null,
        remaining);

    public static OrderRefusal OverLines(long most, string currency) => new(
        OrderRule.RefundExceedsRemainder, $"At most {Currencies.Of(currency).Text(most)} can be refunded for these lines.", "$.amount", most);

    /// <summary>The provider's own refusal, as it was told first and is told again to the same key.</summary>
    public static OrderRefusal ByProvider(RefundState.Failed failed, OrderRecord record)
    {
        var remaining = RefundAmounts.Remaining(record);
        return failed.By switch
        {
            RefundRejection.ExceedsRemainder => new(OrderRule.RefundExceedsRemainder, failed.Why, "$.amount", remaining),
            RefundRejection.Disputed => new(OrderRule.DisputeOpen, failed.Why, Param: null, remaining),
            _ => new(OrderRule.RefundRefused, failed.Why, Param: null, remaining),
        };
    }
}
