using System.Collections.Frozen;
using System.Globalization;

namespace Acp.Fakes;

/// <summary>The parameters of a new payment intent, checked as Stripe checks them before it executes anything.</summary>
internal sealed record ChargeParameters(
    long Amount, string Currency, bool Confirm, string? Token, string? Method, IReadOnlyDictionary<string, string> Metadata)
{
    private const string Fee = "application_fee_amount";

    public const long Largest = 99_999_999;
    private const int LongestMetadata = 500;
    private const int MostMetadata = 50;

    /// <summary>The platform's part, in minor units.</summary>
    public long? ApplicationFee { get; private init; }

    /// <summary>3-D Secure that was run elsewhere.</summary>
    public FakeAuthentication? Authentication { get; private init; }

    private static readonly string[] TokenForms =
    [
        "payment_method_data[shared_payment_granted_token]",
        "shared_payment_granted_token",
        "payment_method_options[shared_payment][issued_token]",
    ];

    private static readonly FrozenSet<string> Known = new[]
    {
        "allowed_payment_method_types", "amount", "application_fee_amount", "automatic_payment_methods", "capture_method", "confirm",
        "confirmation_method", "currency", "customer", "description", "error_on_requires_action", "expand", "metadata", "off_session",
        "on_behalf_of", "payment_method", "payment_method_data", "payment_method_options", "receipt_email", "return_url",
        "setup_future_usage", "shared_payment_granted_token", "shipping", "statement_descriptor", "statement_descriptor_suffix",
        "transfer_data", "transfer_group", "use_stripe_sdk",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> KnownToConfirmation = new[]
    {
        "allowed_payment_method_types", "capture_method", "error_on_requires_action", "expand", "off_session", "payment_method",
        "payment_method_data", "payment_method_options", "receipt_email", "return_url", "setup_future_usage",
        "shared_payment_granted_token", "shipping", "use_stripe_sdk",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <returns>The parameters, or the refusal.</returns>
    public static (ChargeParameters? Parameters, Outcome? Refusal) Read(Dictionary<string, string> form) =>
        Problem(form) is { } refusal ? (null, refusal) : (Valid(form), null);

    /// <returns>The intent's own amount with the means that the confirmation brings, or the refusal.</returns>
    public static (ChargeParameters? Parameters, Outcome? Refusal) ReadConfirmation(Dictionary<string, string> form, Intent intent) =>
        (CheckNames(form, KnownToConfirmation) ?? CheckMethod(form)) is { } refusal
            ? (null, refusal)
            : (new(intent.Amount, intent.Currency, true, TokenIn(form), form.GetValueOrDefault("payment_method"), intent.Metadata)
            {
                Authentication = Fakes.Authentication.In(form),
            }, null);

    private static ChargeParameters Valid(Dictionary<string, string> form) => new(
        long.Parse(form["amount"], CultureInfo.InvariantCulture),
        Fields.Lower(form["currency"]),
        form.GetValueOrDefault("confirm") == "true",
        TokenIn(form),
        form.GetValueOrDefault("payment_method"),
        Fields.Map(form, "metadata"))
    {
        ApplicationFee = Fields.Whole(form, Fee),
        Authentication = Fakes.Authentication.In(form),
    };

    private static string? TokenIn(Dictionary<string, string> form) =>
        TokenForms.Select(form.GetValueOrDefault).FirstOrDefault(token => token is not null);

    private static Outcome? Problem(Dictionary<string, string> form) =>
        CheckNames(form, Known)
            ?? CheckAmount("amount", form.GetValueOrDefault("amount"))
            ?? CheckCurrency("currency", form.GetValueOrDefault("currency"))
            ?? CheckFee(form)
            ?? CheckMethod(form)
            ?? CheckMetadata("metadata", Fields.Map(form, "metadata"));

    private static Outcome? CheckNames(Dictionary<string, string> form, FrozenSet<string> known) =>
        form.Keys.FirstOrDefault(name => !known.Contains(Fields.Root(name))) is { } unknown
            ? Errors.Parameter("parameter_unknown", unknown, $"Received unknown parameter: {unknown}")
            : null;

    public static Outcome? CheckAmount(string name, string? text) => text switch
    {
        null => Errors.Missing(name),
        _ when !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount < 1 =>
            Errors.Parameter("parameter_invalid_integer", name, $"Invalid positive integer: {text}"),
        _ when long.Parse(text, CultureInfo.InvariantCulture) > Largest =>
            Errors.Parameter("amount_too_large", name, "Amount must be no more than 999,999.99."),
        _ => null,
    };

    public static Outcome? CheckCurrency(string name, string? text) => text switch
    {
        null => Errors.Missing(name),
        { Length: 3 } when text.All(char.IsAsciiLetter) => null,
        _ => Errors.Parameter("parameter_invalid_string", name, $"Invalid currency: {text}."),
    };

    private static Outcome? CheckFee(Dictionary<string, string> form) => form.GetValueOrDefault(Fee) switch
    {
        null => null,
        _ when Fields.Whole(form, Fee) is not >= 1 =>
            Errors.Parameter("parameter_invalid_integer", Fee, "The application fee is a positive integer."),
        _ when Fields.Whole(form, Fee) > Fields.Whole(form, "amount") =>
            Errors.Parameter("parameter_invalid_integer", Fee, "The application fee cannot be more than the amount."),
        _ => null,
    };

    private static Outcome? CheckMethod(Dictionary<string, string> form)
    {
        var tokens = TokenForms.Where(form.ContainsKey).ToList();
        if (tokens.Count + (form.ContainsKey("payment_method") ? 1 : 0) > 1)
        {
            return Errors.Parameter("parameter_invalid", "payment_method", "You may only specify one payment method.");
        }

        if (tokens is [var name] && form[name].Length == 0)
        {
            return Errors.Parameter("parameter_invalid_empty", name, $"You passed an empty string for '{name}'.");
        }

        return tokens.Count > 0 && form.ContainsKey("setup_future_usage")
            ? Errors.Parameter(
                "parameter_invalid", "setup_future_usage", "setup_future_usage cannot be set when you pay by shared payment token.")
            : Fakes.Authentication.Problem(form);
    }

    public static Outcome? CheckMetadata(string name, IReadOnlyDictionary<string, string> metadata) =>
        metadata.Count > MostMetadata || metadata.Values.Any(value => value.Length > LongestMetadata)
            ? Errors.Parameter("parameter_invalid", name, "Metadata can have up to 50 keys, with values of up to 500 characters.")
            : null;
}
