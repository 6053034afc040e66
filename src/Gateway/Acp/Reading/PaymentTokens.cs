using Acp.Gateway.Errors;

namespace Acp.Gateway.Reading;

/// <summary>
/// Finds the Shared Payment Token of a complete: in <c>payment_data</c>, in the form of the version, or in the short form
/// of the payment provider's own documentation, <c>shared_payment_granted_token</c>.
/// </summary>
internal static class PaymentTokens
{
    private const string ShortForm = "shared_payment_granted_token";

    /// <summary>In <c>payment_data.instrument.credential</c>, of a handler that we declare.</summary>
    public static string Read(Field body, string handlerId) =>
        Read(body, "instrument", payment => ReadInstrument(payment, handlerId));

    /// <summary>In <c>payment_data.token</c>, of the provider that we declare.</summary>
    public static string ReadOfProvider(Field body, string provider) =>
        Read(body, "token", payment => ReadProviders(payment, provider));

    /// <param name="member">Of <c>payment_data</c>, in which the version has the token.</param>
    private static string Read(Field body, string member, Func<Field, string> read)
    {
        var given = body[ShortForm].HasValue ? Tokens.Read(body[ShortForm]) : null;
        var payment = body["payment_data"];
        if (!payment.HasValue)
        {
            return given ?? throw Faults.Invalid("missing_payment_data", "$.payment_data is required.", "$.payment_data");
        }

        return payment.Object()[member].HasValue || given is null
            ? Agreed(body, given, read(payment))
            : given;
    }

    private static string Agreed(Field body, string? shortForm, string own) =>
        shortForm is null || shortForm == own
            ? own
            : throw body[ShortForm].Fault("conflicting_tokens", "differs from the token in payment_data: give one token");

    private static string ReadProviders(Field payment, string provider)
    {
        var token = Tokens.Read(payment["token"]);
        var given = payment["provider"].RequiredText(Limits.Id);
        return given == provider
            ? token
            : throw payment["provider"].Fault("unknown_payment_provider", $"must be the provider this session declares: {provider}");
    }

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
