using System.Collections.Frozen;

namespace Acp.Fakes;

/// <summary>The lines of a hosted page and its shipping, as they come in a form and as Stripe checks them.</summary>
internal static class CheckoutLines
{
    public const string Lines = "line_items";
    public const string Shipping = "shipping_options";

    private const string Quantity = "[quantity]";
    private const string Currency = "[price_data][currency]";
    private const string UnitAmount = "[price_data][unit_amount]";
    private const string Name = "[price_data][product_data][name]";
    private const string Description = "[price_data][product_data][description]";
    private const string Rate = "[shipping_rate_data]";
    private const string RateType = Rate + "[type]";
    private const string RateName = Rate + "[display_name]";
    private const string RateAmount = Rate + "[fixed_amount][amount]";
    private const string RateCurrency = Rate + "[fixed_amount][currency]";
    private const int MostLines = 100;
    private const int MostShipping = 5;
    private const int LargestQuantity = 999_999;

    private static readonly FrozenSet<string> KnownOfLine = new[]
    {
        Quantity, Currency, UnitAmount, Name, Description, "[price_data][tax_behavior]", "[price_data][product_data][tax_code]",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] KnownMapsOfLine = ["[price_data][product_data][images]", "[price_data][product_data][metadata]"];

    private static readonly FrozenSet<string> KnownOfShipping = new[]
    {
        RateType, RateName, RateAmount, RateCurrency, Rate + "[tax_behavior]", Rate + "[tax_code]",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] KnownMapsOfShipping = [Rate + "[metadata]", Rate + "[delivery_estimate]"];

    public static string CurrencyOf(Dictionary<string, string> form) => Fields.Lower(form[Fields.Elements(form, Lines)[0] + Currency]);

    public static IReadOnlyList<CheckoutLine> Read(Dictionary<string, string> form) =>
    [
        .. Fields.Elements(form, Lines).Select(at => new CheckoutLine(
            form[at + Name],
            form.GetValueOrDefault(at + Description),
            Fields.Whole(form, at + UnitAmount)!.Value,
            Fields.Whole(form, at + Quantity) ?? 1)),
    ];

    public static IReadOnlyList<CheckoutShipping> ReadShipping(Dictionary<string, string> form) =>
    [
        .. Fields.Elements(form, Shipping).Select(at => new CheckoutShipping(form[at + RateName], Fields.Whole(form, at + RateAmount)!.Value)),
    ];

    public static Outcome? Problem(Dictionary<string, string> form)
    {
        var lines = Fields.Elements(form, Lines);
        var shipping = Fields.Elements(form, Shipping);
        return lines.Count switch
        {
            0 => Errors.Missing(Lines),
            > MostLines => Errors.Parameter("parameter_invalid", Lines, $"A page has at most {MostLines} lines."),
            _ when shipping.Count > MostShipping => Errors.Parameter("parameter_invalid", Shipping, $"A page has at most {MostShipping} shipping options."),
            _ => First(lines, at => LineProblem(form, at)) ?? First(shipping, at => ShippingProblem(form, at)) ?? CheckOneCurrency(form, lines, shipping),
        };
    }

    private static Outcome? LineProblem(Dictionary<string, string> form, string at) =>
        CheckNames(form, at, KnownOfLine, KnownMapsOfLine)
            ?? ChargeParameters.CheckCurrency(at + Currency, form.GetValueOrDefault(at + Currency))
            ?? CheckAmount(form, at + UnitAmount)
            ?? CheckText(form, at + Name, isRequired: true)
            ?? CheckText(form, at + Description, isRequired: false)
            ?? CheckQuantity(form, at + Quantity);

    private static Outcome? ShippingProblem(Dictionary<string, string> form, string at) =>
        CheckNames(form, at, KnownOfShipping, KnownMapsOfShipping)
            ?? CheckText(form, at + RateName, isRequired: true)
            ?? (form.GetValueOrDefault(at + RateType, "fixed_amount") == "fixed_amount"
                ? null
                : Errors.Parameter(null, at + RateType, $"Invalid {at + RateType}: must be fixed_amount"))
            ?? CheckAmount(form, at + RateAmount)
            ?? ChargeParameters.CheckCurrency(at + RateCurrency, form.GetValueOrDefault(at + RateCurrency));

    private static Outcome? First(IEnumerable<string> elements, Func<string, Outcome?> problem) =>
        elements.Select(problem).FirstOrDefault(found => found is not null);

    private static Outcome? CheckNames(Dictionary<string, string> form, string at, FrozenSet<string> known, string[] maps) =>
        form.Keys.FirstOrDefault(name => name.StartsWith(at, StringComparison.Ordinal) && !IsKnown(name[at.Length..], known, maps)) is { } unknown
            ? Errors.Parameter("parameter_unknown", unknown, $"Received unknown parameter: {unknown}")
            : null;

    private static bool IsKnown(string member, FrozenSet<string> known, string[] maps) =>
        known.Contains(member) || maps.Any(map => member.StartsWith(map + "[", StringComparison.Ordinal));

    private static Outcome? CheckAmount(Dictionary<string, string> form, string name) => (form.GetValueOrDefault(name), Fields.Whole(form, name)) switch
    {
        (null, _) => Errors.Missing(name),
        (var text, null) => Errors.Parameter("parameter_invalid_integer", name, $"Invalid non-negative integer: {text}"),
        (_, > ChargeParameters.Largest) => Errors.Parameter("amount_too_large", name, "Amount must be no more than 999,999.99."),
        _ => null,
    };

    private static Outcome? CheckText(Dictionary<string, string> form, string name, bool isRequired) => form.GetValueOrDefault(name) switch
    {
        null => isRequired ? Errors.Missing(name) : null,
        "" => Errors.Parameter("parameter_invalid_empty", name, $"You passed an empty string for '{name}'."),
        _ => null,
    };

    private static Outcome? CheckQuantity(Dictionary<string, string> form, string name) => (form.ContainsKey(name), Fields.Whole(form, name)) switch
    {
        (false, _) => Errors.Missing(name),
        (_, >= 1 and <= LargestQuantity) => null,
        _ => Errors.Parameter("parameter_invalid_integer", name, $"The quantity is a whole number from 1 to {LargestQuantity}."),
    };

    private static Outcome? CheckOneCurrency(Dictionary<string, string> form, IEnumerable<string> lines, IEnumerable<string> shipping) =>
        lines.Select(at => at + Currency).Concat(shipping.Select(at => at + RateCurrency))
            .FirstOrDefault(name => Fields.Lower(form[name]) != CurrencyOf(form)) is { } other
            ? Errors.Parameter(null, other, "All lines and shipping options must be in one currency.")
            : null;
}
