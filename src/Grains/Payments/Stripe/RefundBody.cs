using System.Diagnostics;
using System.Globalization;
using Acp.Orders;

namespace Acp.Payments.Stripe;

/// <summary>
/// The body of a refund. Its metadata tell of whom it is: events carry them, and so it is found again without its id. What a
/// platform kept of a connected account's charge is not given back: <c>refund_application_fee</c> is left out.
/// </summary>
internal static class RefundBody
{
    public const string Order = "acp_order";
    public const string Refund = "acp_refund";

    public static byte[] Write(RefundOrder order)
    {
        var form = new StripeForm()
            .Add("payment_intent", order.IntentId)
            .Add("amount", order.Amount)
            .Add("reason", Word(order.Reason))
            .Add($"metadata[{ChargeBody.Session}]", order.Session)
            .Add($"metadata[{Refund}]", order.Number);
        return (order.Order is { } id ? form.Add($"metadata[{Order}]", id) : form).ToBytes();
    }

    /// <summary>Whether a refund is the one these bytes ask for. A reply for another one proves nothing about ours.</summary>
    public static bool AsksFor(ReadOnlySpan<byte> body, StripeRefund refund)
    {
        var fields = StripeForm.Read(body);
        return Field("payment_intent") == refund.Intent
            && Field("amount") == refund.Amount.ToString(CultureInfo.InvariantCulture)
            && Field($"metadata[{ChargeBody.Session}]") == refund.Session
            && Field($"metadata[{Refund}]") == refund.Number
            && Field($"metadata[{Order}]") == refund.Order;

        string? Field(string name) => fields.GetValueOrDefault(name);
    }

    /// <returns>Null where the word is none of Stripe's three, which other systems leave out.</returns>
    public static RefundReason? ReasonOf(string? word) => word switch
    {
        "requested_by_customer" => RefundReason.RequestedByCustomer,
        "duplicate" => RefundReason.Duplicate,
        "fraudulent" => RefundReason.Fraudulent,
        _ => null,
    };

    private static string Word(RefundReason reason) => reason switch
    {
        RefundReason.RequestedByCustomer => "requested_by_customer",
        RefundReason.Duplicate => "duplicate",
        RefundReason.Fraudulent => "fraudulent",
        _ => throw new UnreachableException($"Unhandled {reason}."),
    };
}
