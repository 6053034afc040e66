using System.Diagnostics;
using System.Globalization;
using Acp.CheckoutSessions;

namespace Acp.Payments.Stripe;

/// <summary>
/// The body of a charge. <c>payment_method_types</c> and <c>setup_future_usage</c> are left out on purpose: the first is
/// gone from newer API versions, the second is refused with a shared payment token.
/// </summary>
internal static class ChargeBody
{
    public const string Session = "acp_session";
    public const string Attempt = "charge_attempt";
    private const string Proof = "payment_method_options[card][three_d_secure]";

    public static byte[] Write(StripeOptions options, ChargeOrder order) =>
        WithProof(order.Proof, WithToken(options.ChargeForm, order.Token, WithFee(PlatformFee.Of(options, order.Amount, order.Currency), new StripeForm()
            .Add("amount", order.Amount)
            .Add("currency", order.Currency)
            .Add("confirm", true))))
        .Add($"metadata[{Session}]", order.Session)
        .Add($"metadata[{Attempt}]", order.Attempt)
        .ToBytes();

    /// <summary>Whether an intent is the one these bytes ask for. A reply for another one proves nothing about ours.</summary>
    public static bool AsksFor(ReadOnlySpan<byte> body, StripeIntent intent)
    {
        var fields = StripeForm.Read(body);
        return Field("amount") == intent.Amount?.ToString(CultureInfo.InvariantCulture)
            && string.Equals(Field("currency"), intent.Currency, StringComparison.OrdinalIgnoreCase)
            && Field($"metadata[{Session}]") == intent.Session
            && Field($"metadata[{Attempt}]") == intent.Attempt;

        string? Field(string name) => fields.GetValueOrDefault(name);
    }

    /// <summary>Whether an intent names the session and attempt of these bytes, but another sum.</summary>
    public static bool Contradicts(ReadOnlySpan<byte> body, StripeIntent intent)
    {
        var fields = StripeForm.Read(body);
        return fields.GetValueOrDefault($"metadata[{Attempt}]") == intent.Attempt && !AsksFor(body, intent);
    }

    private static StripeForm WithFee(long fee, StripeForm body) => fee > 0 ? body.Add("application_fee_amount", fee) : body;

    // Stripe's «import of 3D Secure results».
    private static StripeForm WithProof(AuthenticationProof? proof, StripeForm body) => proof is null ? body : body
        .Add($"{Proof}[version]", proof.Version)
        .Add($"{Proof}[cryptogram]", proof.Cryptogram)
        .Add($"{Proof}[transaction_id]", proof.TransactionId)
        .Add($"{Proof}[electronic_commerce_indicator]", proof.ElectronicCommerceIndicator);

    private static StripeForm WithToken(ChargeForm form, string token, StripeForm body) => form switch
    {
        ChargeForm.GrantedTokenInPaymentMethodData =>
            body.Add("payment_method_data[shared_payment_granted_token]", token),
        ChargeForm.TopLevelGrantedToken =>
            body.Add("shared_payment_granted_token", token).Add("automatic_payment_methods[enabled]", true),
        ChargeForm.SharedPaymentIssuedToken =>
            body.Add("payment_method_options[shared_payment][issued_token]", token),
        _ => throw new UnreachableException($"Unhandled {form}."),
    };
}
