using System.Collections.Frozen;

namespace Acp.Payments.Stripe;

/// <summary>
/// Stripe's codes as sentences for people. Stripe's own message is never passed on: it may carry ids and tokens, and
/// for some codes (lost, stolen, fraudulent) Stripe asks that the shopper be told no more than «declined».
/// </summary>
internal static class Reasons
{
    public const string CardDeclined = "The card was declined.";
    public const string TokenUnusable = "The payment token cannot be used for this payment.";
    private const string TokenSpent = "The payment token has expired, was already used or was revoked.";
    private const string TokenTooSmall = "The amount is more than the payment token allows.";
    private const string TokenUnknown = "The payment token is not known.";
    private const string MethodUnusable = "No token can be issued for this payment method.";
    private const string SellerUnusable = "No token can be issued for this merchant.";
    private const string LimitsRefused = "No token can be issued with these limits.";
    private const string AddressRefused = "No token can be issued with this return address.";
    private const string AmountTooSmall = "The amount is below the smallest that can be charged.";
    private const string AmountTooLarge = "The amount is above the largest that can be charged.";
    private const string NotAuthenticated = "The shopper could not be authenticated.";
    private const string ProofUnusable = "The result of the shopper's authentication was not accepted.";

    private static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>
    {
        ["amount_too_large"] = AmountTooLarge,
        ["amount_too_small"] = AmountTooSmall,
        ["approve_with_id"] = "The payment could not be authorized by the card's bank. It can be tried again.",
        ["authentication_required"] = "The card's bank asks the shopper to authenticate.",
        ["card_not_supported"] = "The card does not support this kind of purchase.",
        ["card_velocity_exceeded"] = "The card's limit of balance, credit or number of payments is exceeded.",
        ["currency_not_supported"] = "The card does not support this currency.",
        ["expired_card"] = "The card has expired.",
        ["incorrect_address"] = "The card's billing address is incorrect.",
        ["incorrect_cvc"] = "The card's security code is incorrect.",
        ["incorrect_number"] = "The card number is incorrect.",
        ["incorrect_zip"] = "The card's postal code is incorrect.",
        ["insufficient_funds"] = "The card has insufficient funds.",
        ["invalid_account"] = "The card, or the account it is connected to, is invalid.",
        ["invalid_amount"] = "The amount exceeds what the card allows.",
        ["invalid_cvc"] = "The card's security code is incorrect.",
        ["invalid_expiry_month"] = "The card's expiry month is invalid.",
        ["invalid_expiry_year"] = "The card's expiry year is invalid.",
        ["invalid_number"] = "The card number is incorrect.",
        ["issuer_not_available"] = "The card's bank could not be reached. The payment can be tried again.",
        ["payment_intent_authentication_failure"] = NotAuthenticated,
        ["processing_error"] = "The card could not be processed just now. The payment can be tried again.",
        ["reenter_transaction"] = "The payment could not be processed by the card's bank. It can be tried again.",
        ["resource_missing"] = TokenUnknown,
        ["try_again_later"] = "The card's bank could not decide just now. The payment can be tried again.",
        ["withdrawal_count_limit_exceeded"] = "The card's limit of balance or credit is exceeded.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>For a charge that the card's bank refused.</summary>
    public static string OfDecline(StripeError? error) => Sentence(error?.DeclineCode) ?? Sentence(error?.Code) ?? CardDeclined;

    /// <summary>For a charge that Stripe did not take on, because of the token or the card.</summary>
    public static string OfRejection(StripeError error) => error.Param?.Contains(BadRequests.Proof, StringComparison.Ordinal) is true
        ? ProofUnusable
        : Sentence(error.DeclineCode) ?? Sentence(error.Code) ?? OfWording(error.Message) ?? TokenUnusable;

    /// <summary>For a token that Stripe did not issue.</summary>
    public static string OfIssue(StripeError error) => error switch
    {
        { DeclineCode: { } decline } when Sentence(decline) is { } why => why,
        { Param: { } param } when param.StartsWith("seller_details", StringComparison.Ordinal) => SellerUnusable,
        { Param: { } param } when param.StartsWith("usage_limits", StringComparison.Ordinal) => LimitsRefused,
        { Param: { } param } when param.StartsWith("return_url", StringComparison.Ordinal) => AddressRefused,
        { Code: not "resource_missing" and { } code } when Sentence(code) is { } why => why,
        { Param: { } param } when param.StartsWith("payment_method", StringComparison.Ordinal) => MethodUnusable,
        { Message: { } message } when message.Contains("profile", StringComparison.OrdinalIgnoreCase)
            || message.Contains("network_id", StringComparison.OrdinalIgnoreCase) => SellerUnusable,
        _ => MethodUnusable,
    };

    // Spent and over-limit tokens carry no code. Wording chooses only between sentences here, never between outcomes.
    private static string? OfWording(string? message) => message switch
    {
        null => null,
        _ when message.Contains("deactivated", StringComparison.OrdinalIgnoreCase) => TokenSpent,
        _ when message.Contains("remaining amount", StringComparison.OrdinalIgnoreCase) => TokenTooSmall,
        _ => null,
    };

    private static string? Sentence(string? code) => code is null ? null : Sentences.GetValueOrDefault(code);
}
