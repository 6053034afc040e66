using System.Collections.Frozen;

namespace Acp.Fakes;

internal sealed record Decline(string Code, string? DeclineCode, string Message);

/// <param name="FraudScore">Of 100: how likely a payment with it is disputed.</param>
/// <param name="Action">What Stripe recommends.</param>
internal sealed record Risk(int FraudScore, string Action);

/// <summary>How the card behind a token or payment method behaves. The private constructor closes the hierarchy.</summary>
internal abstract record Card
{
    private static readonly Decline Generic = new("card_declined", "generic_decline", "Your card was declined.");
    private static readonly Decline Poor = new("card_declined", "insufficient_funds", "Your card has insufficient funds.");

    private static readonly FrozenDictionary<string, Card> Methods = new Dictionary<string, Card>
    {
        ["pm_card_visa"] = new Pays(),
        ["pm_card_visa_debit"] = new Pays(),
        ["pm_card_mastercard"] = new Pays(),
        ["pm_card_mastercard_debit"] = new Pays(),
        ["pm_card_mastercard_prepaid"] = new Pays(),
        ["pm_card_amex"] = new Pays(),
        ["pm_card_discover"] = new Pays(),
        ["pm_card_diners"] = new Pays(),
        ["pm_card_jcb"] = new Pays(),
        ["pm_card_unionpay"] = new Pays(),
        ["pm_card_us"] = new Pays(),
        ["pm_card_chargeAfterSuccessfulPayment"] = new Pays(),
        ["pm_card_declinedInsufficientFunds"] = new Declines(Poor),
        ["pm_card_visa_chargeDeclinedInsufficientFunds"] = new Declines(Poor),
        ["pm_card_chargeDeclined"] = new Declines(Generic),
        ["pm_card_visa_chargeDeclined"] = new Declines(Generic),
        ["pm_card_visa_chargeDeclinedLostCard"] = new Declines(new("card_declined", "lost_card", "Your card was declined.")),
        ["pm_card_visa_chargeDeclinedStolenCard"] = new Declines(new("card_declined", "stolen_card", "Your card was declined.")),
        ["pm_card_chargeDeclinedExpiredCard"] = new Declines(new("expired_card", null, "Your card has expired.")),
        ["pm_card_chargeDeclinedIncorrectCvc"] = new Declines(new("incorrect_cvc", null, "Your card's security code is incorrect.")),
        ["pm_card_chargeDeclinedProcessingError"] = new Declines(new("processing_error", null, "An error occurred while processing your card.")),
        ["pm_card_threeDSecure2Required"] = new Authenticates(),
        ["pm_card_threeDSecureRequired"] = new Authenticates(),
        ["pm_card_authenticationRequired"] = new Authenticates(),
        ["pm_usBankAccount_success"] = new Processes(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private Card() { }

    /// <returns>Null where Stripe knows no such test payment method.</returns>
    public static Card? OfMethod(string method) => Methods.GetValueOrDefault(method);

    public static Risk RiskOf(string method) => method switch
    {
        "pm_card_chargeAfterSuccessfulPayment" => new(85, "block"), // Disputed later.
        _ => new(12, "continue"),
    };

    /// <summary>Tokens nobody created behave as they are called: <c>tok_decline</c>, <c>spt_3ds_1</c>, …</summary>
    public static Card OfName(string name) => name switch
    {
        _ when name.Contains("decline", StringComparison.Ordinal) =>
            new Declines(name.Contains("insufficient", StringComparison.Ordinal) ? Poor : Generic),
        _ when name.Contains("3ds", StringComparison.Ordinal) => new Authenticates(),
        _ when name.Contains("processing", StringComparison.Ordinal) => new Processes(),
        _ => new Pays(),
    };

    public sealed record Pays : Card;

    public sealed record Declines(Decline Decline) : Card;

    public sealed record Authenticates : Card;

    public sealed record Processes : Card;
}
