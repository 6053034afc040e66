using System.Collections.Frozen;

namespace Acp.Payments.Stripe;

/// <summary>
/// What a 400 or 404 is about. Stripe gives no code for tokens that are spent or too small, so that a missing code is
/// no evidence by itself: a wrong API version comes without one, too. Refusing the shopper needs positive evidence that
/// the token, the card or the amount is at fault; the rest is our own mistake or configuration, and says nothing of them.
/// </summary>
internal static class BadRequests
{
    private static readonly FrozenSet<string> AboutThePayment = new[]
    {
        "amount_too_large", "amount_too_small", "authentication_required", "card_declined", "card_decline_rate_limit_exceeded",
        "country_code_invalid", "country_unsupported", "expired_card", "incorrect_address", "incorrect_cvc", "incorrect_number",
        "incorrect_zip", "insufficient_funds", "invalid_card_type", "invalid_cvc", "invalid_expiry_month", "invalid_expiry_year",
        "invalid_number", "payment_intent_authentication_failure", "payment_method_currency_mismatch",
        "payment_method_customer_decline", "payment_method_invalid_parameter", "payment_method_not_available",
        "payment_method_provider_decline", "payment_method_provider_timeout", "payment_method_unexpected_state",
        "processing_error", "token_already_used", "token_in_use",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Part of the name of every parameter that proves an authentication.</summary>
    public const string Proof = "three_d_secure";

    private static readonly string[] IssueParams = ["payment_method", "seller_details", "usage_limits", "return_url"];

    public static bool IsAboutTokenOrCard(StripeError error) => error switch
    {
        { Type: "card_error" } => true,

        // The proof is the platform's, and so is what is wrong with it; asked again, Stripe would say the same.
        { Param: { } param } when Mentions(param, Proof) => true,
        { Code: "resource_missing" } => NamesThem(error.Param, error.Message),
        { Code: { } code } => AboutThePayment.Contains(code),
        { Param: { } param } => NamesThem(param, error.Message),
        _ => NamesThem(null, error.Message),
    };

    /// <summary>Whether it is about what the platform asked for: the method, the seller, the limits or the way back.</summary>
    public static bool IsAboutIssue(StripeError error) => error switch
    {
        { Type: "card_error" } => true,

        // A parameter that Stripe does not know, or misses, is ours to mend.
        { Code: "parameter_unknown" or "parameter_missing" } => false,
        { Code: { } code } when AboutThePayment.Contains(code) => true,
        { Param: { } param } => IssueParams.Any(part => Mentions(param, part)),
        _ => Mentions(error.Message, "payment method") || Mentions(error.Message, "PaymentMethod")
            || Mentions(error.Message, "profile") || Mentions(error.Message, "network_id"),
    };

    private static bool NamesThem(string? param, string? message) => param is null
        ? Mentions(message, "token") || Mentions(message, "payment method") || Mentions(message, "PaymentMethod")
        : Mentions(param, "payment_method") || Mentions(param, "shared_payment") || Mentions(message, "token");

    private static bool Mentions(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) is true;
}
