using Acp.Gateway.Errors;

namespace Acp.Gateway.Reading;

/// <summary>
/// Finds the Shared Payment Token of a complete: in <c>payment_data.instrument.credential</c>, or in the short form
/// of the payment provider's own documentation, <c>shared_payment_granted_token</c>.
/// </summary>
internal static class PaymentTokens
{
    private const string ShortForm = "shared_payment_granted_token";

    public static string Read(Field body, string handlerId)
    {
        var given = body[ShortForm].HasValue ? Tokens.Read(body[ShortForm]) : null;
        var payment = body["payment_data"];
        if (!payment.HasValue)
        {
            return given ?? throw Faults.Invalid("missing_payment_data", "$.payment_data is required.", "$.payment_data");
        }

        return payment.Object()["instrument"].HasValue || given is null
            ? Agreed(body, given, ReadInstrument(payment, handlerId))
            : given;
    }

    private static string Agreed(Field body, string? shortForm, string instrument) =>
        shortForm is null || shortForm == instrument
            ? instrument
            : throw body[ShortForm].Fault("conflicting_tokens", "differs from the token in payment_data: give one token");

    private static string ReadInstrument(Field payment, string handlerId)
    {
        RefusePurchaseOrder(payment);
        var instrument = payment["instrument"].Required().Object();
        var handler = payment["handler_id"].RequiredText(Limits.Id);
        if (handler != handlerId)
        {
            throw payment["handler_id"].Fault("unknown_payment_handler", $"must be a handler this session declares: {handlerId}");
        }

        instrument["type"].RequiredText(Limits.Id);
        var credential = instrument["credential"].Required().Object();
        credential["type"].RequiredText(Limits.Id);
        return Tokens.Read(credential["token"]);
    }

    private static void RefusePurchaseOrder(Field payment)
    {
        if (payment["purchase_order_number"].HasValue && !payment["instrument"].HasValue)
        {
            throw payment["purchase_order_number"].Fault("unsupported", "cannot be used: purchase orders are not accepted");
        }
    }
}
