using System.Collections.Frozen;

namespace Acp.Fakes;

/// <summary>What is bought on a hosted page.</summary>
/// <param name="UnitAmount">Minor units; no discount is a line, because this is never negative.</param>
internal sealed record CheckoutLine(string Name, string? Description, long UnitAmount, long Quantity)
{
    public long Amount => UnitAmount * Quantity;
}

/// <summary>How it is shipped, at a fixed price in minor units.</summary>
internal sealed record CheckoutShipping(string Name, long Amount);

/// <summary>The parameters of a new hosted page, checked as Stripe checks them before it executes anything.</summary>
internal sealed record CheckoutParameters(
    string Currency,
    IReadOnlyList<CheckoutLine> Lines,
    IReadOnlyList<CheckoutShipping> Shipping,
    string SuccessUrl,
    string? CancelUrl,
    DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);

    private const string Expires = "expires_at";
    private const string Reference = "client_reference_id";
    private const string Fee = "payment_intent_data[application_fee_amount]";
    private const int LongestReference = 200;
    private const int LongestAddress = 5000;

    private static readonly FrozenSet<string> Known = new[]
    {
        "after_expiration", "allow_promotion_codes", "automatic_tax", "billing_address_collection", "cancel_url", Reference,
        "customer", "customer_creation", "customer_email", "custom_text", Expires, "expand", CheckoutLines.Lines, "locale", "metadata",
        "mode", "payment_intent_data", "payment_method_types", "phone_number_collection", "shipping_address_collection",
        CheckoutLines.Shipping, "submit_type", "success_url",
    }.ToFrozenSet(StringComparer.Ordinal);

    public string? ClientReference { get; private init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>What the payment intent will carry.</summary>
    public required IReadOnlyDictionary<string, string> IntentMetadata { get; init; }

    /// <summary>The platform's part, in minor units.</summary>
    public long? ApplicationFee { get; private init; }

    /// <summary>Whether a slow bank debit may be chosen beside cards.</summary>
    public bool TakesDebits { get; private init; }

    public long Subtotal => Lines.Sum(line => line.Amount);

    /// <summary>Stripe's page starts with the first; the fake's offers no other.</summary>
    public CheckoutShipping? Shipped => Shipping.Count > 0 ? Shipping[0] : null;

    public long Total => Subtotal + (Shipped?.Amount ?? 0);

    /// <returns>The parameters, or the refusal.</returns>
    public static (CheckoutParameters? Parameters, Outcome? Refusal) Read(Dictionary<string, string> form, DateTimeOffset now) =>
        Problem(form, now) is { } refusal ? (null, refusal) : WithinLimits(Valid(form, now));

    private static CheckoutParameters Valid(Dictionary<string, string> form, DateTimeOffset now) => new(
        CheckoutLines.CurrencyOf(form),
        CheckoutLines.Read(form),
        CheckoutLines.ReadShipping(form),
        form["success_url"],
        form.GetValueOrDefault("cancel_url"),
        Fields.Whole(form, Expires) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : now + LongestLife)
    {
        ClientReference = form.GetValueOrDefault(Reference),
        Metadata = Fields.Map(form, "metadata"),
        IntentMetadata = Fields.Map(form, "payment_intent_data[metadata]"),
        ApplicationFee = Fields.Whole(form, Fee),
        TakesDebits = !form.Keys.Any(name => Fields.Root(name) == "payment_method_types") || form.ContainsValue("us_bank_account"),
    };

    private static Outcome? Problem(Dictionary<string, string> form, DateTimeOffset now) =>
        CheckNames(form)
            ?? CheckMode(form.GetValueOrDefault("mode"))
            ?? CheckAddress("success_url", form.GetValueOrDefault("success_url"), isRequired: true)
            ?? CheckAddress("cancel_url", form.GetValueOrDefault("cancel_url"), isRequired: false)
            ?? CheckoutLines.Problem(form)
            ?? CheckExpiry(form, now)
            ?? CheckReference(form.GetValueOrDefault(Reference))
            ?? CheckFee(form)
            ?? ChargeParameters.CheckMetadata("metadata", Fields.Map(form, "metadata"))
            ?? ChargeParameters.CheckMetadata("payment_intent_data[metadata]", Fields.Map(form, "payment_intent_data[metadata]"));

    private static Outcome? CheckNames(Dictionary<string, string> form) =>
        form.Keys.FirstOrDefault(name => !Known.Contains(Fields.Root(name))) is { } unknown
            ? Errors.Parameter("parameter_unknown", unknown, $"Received unknown parameter: {unknown}")
            : null;

    private static Outcome? CheckMode(string? mode) => mode switch
    {
        "payment" => null,
        null => Errors.Missing("mode"),
        _ => Errors.Parameter(null, "mode", "Invalid mode: the fake knows payment only."),
    };

    private static Outcome? CheckAddress(string name, string? text, bool isRequired) => text switch
    {
        null when isRequired => Errors.Missing(name),
        null => null,
        { Length: > LongestAddress } => Errors.Parameter("url_invalid", name, $"Invalid URL: at most {LongestAddress} characters."),
        _ when Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) => null,
        _ => Errors.Parameter("url_invalid", name, "Not a valid URL: URLs must begin with https:// or, in test mode, http://."),
    };

    private static Outcome? CheckExpiry(Dictionary<string, string> form, DateTimeOffset now) => (form.ContainsKey(Expires), Fields.Whole(form, Expires)) switch
    {
        (false, _) => null,
        (_, null) => Errors.Parameter("parameter_invalid_integer", Expires, "Invalid timestamp."),
        (_, { } seconds) when seconds < (now + ShortestLife).ToUnixTimeSeconds() =>
            Errors.Parameter(null, Expires, "The expiry must be at least 30 minutes after the creation."),
        (_, { } seconds) when seconds > (now + LongestLife).ToUnixTimeSeconds() =>
            Errors.Parameter(null, Expires, "The expiry must be at most 24 hours after the creation."),
        _ => null,
    };

    private static Outcome? CheckReference(string? text) => text is { Length: 0 or > LongestReference }
        ? Errors.Parameter("parameter_invalid", Reference, $"{Reference} has 1 to {LongestReference} characters.")
        : null;

    private static Outcome? CheckFee(Dictionary<string, string> form) => form.ContainsKey(Fee) && Fields.Whole(form, Fee) is not >= 1
        ? Errors.Parameter("parameter_invalid_integer", Fee, "The application fee is a positive integer.")
        : null;

    private static (CheckoutParameters? Parameters, Outcome? Refusal) WithinLimits(CheckoutParameters asked) => asked switch
    {
        { Total: > ChargeParameters.Largest } =>
            (null, Errors.Parameter("amount_too_large", CheckoutLines.Lines, "The total must be no more than 999,999.99.")),
        { ApplicationFee: { } fee } when fee > asked.Total =>
            (null, Errors.Parameter("parameter_invalid_integer", Fee, "The application fee cannot be more than the total.")),
        _ => (asked, null),
    };
}
