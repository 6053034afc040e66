using System.Collections.Frozen;

namespace Acp.Fakes;

/// <summary>The parameters of a token that is to be issued, checked as Stripe checks them before it executes anything.</summary>
internal sealed record IssueParameters(
    string Method,
    string SellerProfile,
    string? ExternalId,
    string Currency,
    long MaxAmount,
    DateTimeOffset? ExpiresAt,
    string? ReturnUrl,
    bool UsesSdk,
    string? SetupFutureUsage,
    IReadOnlyDictionary<string, string> SharedMetadata)
{
    private const string Seller = "seller_details[network_business_profile]";

    /// <summary>Of the pages before the rename.</summary>
    private const string OlderSeller = "seller_details[network_id]";

    private static readonly FrozenSet<string> Known = new[]
    {
        "payment_method", Seller, OlderSeller, "seller_details[external_id]", "usage_limits[currency]", "usage_limits[max_amount]",
        Expiry.Name, "return_url", "use_stripe_sdk", "setup_future_usage",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> KnownMaps = new[] { "expand", "shared_metadata" }.ToFrozenSet(StringComparer.Ordinal);

    /// <returns>The parameters, or the refusal.</returns>
    public static (IssueParameters? Parameters, Outcome? Refusal) Read(Dictionary<string, string> form, DateTimeOffset now) =>
        Problem(form, now) is { } refusal ? (null, refusal) : (Valid(form), null);

    private static IssueParameters Valid(Dictionary<string, string> form) => new(
        form["payment_method"],
        SellerIn(form)!,
        form.GetValueOrDefault("seller_details[external_id]"),
        Fields.Lower(form["usage_limits[currency]"]),
        Fields.Whole(form, "usage_limits[max_amount]")!.Value,
        Expiry.In(form),
        form.GetValueOrDefault("return_url"),
        form.GetValueOrDefault("use_stripe_sdk", form.ContainsKey("return_url") ? "false" : "true") == "true",
        form.GetValueOrDefault("setup_future_usage"),
        Fields.Map(form, "shared_metadata"));

    private static Outcome? Problem(Dictionary<string, string> form, DateTimeOffset now) =>
        CheckNames(form)
            ?? CheckThere("payment_method", form.GetValueOrDefault("payment_method"))
            ?? CheckThere(Seller, SellerIn(form))
            ?? ChargeParameters.CheckCurrency("usage_limits[currency]", form.GetValueOrDefault("usage_limits[currency]"))
            ?? ChargeParameters.CheckAmount("usage_limits[max_amount]", form.GetValueOrDefault("usage_limits[max_amount]"))
            ?? Expiry.Problem(form, now)
            ?? CheckAction(form)
            ?? CheckUsage(form.GetValueOrDefault("setup_future_usage"))
            ?? ChargeParameters.CheckMetadata("shared_metadata", Fields.Map(form, "shared_metadata"));

    private static string? SellerIn(Dictionary<string, string> form) => form.GetValueOrDefault(Seller) ?? form.GetValueOrDefault(OlderSeller);

    private static Outcome? CheckNames(Dictionary<string, string> form) =>
        form.Keys.FirstOrDefault(name => !Known.Contains(name) && !KnownMaps.Contains(Fields.Root(name))) is { } unknown
            ? Errors.Parameter("parameter_unknown", unknown, $"Received unknown parameter: {unknown}")
            : null;

    private static Outcome? CheckThere(string name, string? value) => string.IsNullOrEmpty(value) ? Errors.Missing(name) : null;

    private static Outcome? CheckAction(Dictionary<string, string> form) =>
        (form.GetValueOrDefault("use_stripe_sdk"), form.GetValueOrDefault("return_url")) switch
        {
            (not (null or "true" or "false"), _) =>
                Errors.Parameter("parameter_invalid", "use_stripe_sdk", "Invalid boolean: use_stripe_sdk is true or false."),
            ("false", null) => Errors.Missing("return_url"),
            (_, { } url) when !IsAddress(url) => Errors.Parameter("url_invalid", "return_url", "Not a valid URL."),
            _ => null,
        };

    private static Outcome? CheckUsage(string? usage) => usage is null or "on_session"
        ? null
        : Errors.Parameter("parameter_invalid", "setup_future_usage", "Invalid setup_future_usage: must be on_session.");

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && !url.IsFile;
}
