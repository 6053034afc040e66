using System.Globalization;
using System.Text.Json;
using Acp.Gateway.Reading;
using Acp.Pricing;
using Currencies = Acp.Pricing.Currencies;

namespace Acp.Gateway.Issuing;

/// <summary>The members of a request for a token, each with what is wrong with it.</summary>
internal static class IssueFields
{
    public static Currency Currency(Field currency) =>
        Currencies.Find(Reading.Currencies.Read(currency)) ?? throw currency.Fault("invalid_currency", "must be a currency that can be charged");

    /// <returns>Minor units.</returns>
    public static long Amount(Field amount, Currency currency)
    {
        var given = amount.Required().Json;
        if (given.ValueKind != JsonValueKind.Number)
        {
            throw amount.Fault("invalid_type", "must be a number: a whole number of minor units");
        }

        if (!Whole(given, out var units))
        {
            throw amount.Fault("invalid_amount", $"must be a whole number of minor units{Meant(given, currency)}");
        }

        return units is >= 1 and <= Currencies.MaximumAmount && units % currency.Step == 0
            ? units
            : throw amount.Fault("invalid_amount", string.Create(CultureInfo.InvariantCulture, $"must be from 1 to {Currencies.MaximumAmount} minor units{Multiple(currency)}"));
    }

    public static TimeSpan? Lifetime(Field seconds)
    {
        if (!seconds.HasValue)
        {
            return null;
        }

        return seconds.Json.ValueKind == JsonValueKind.Number && Whole(seconds.Json, out var number) && number is >= 1 and <= TokenLifetimes.LongestLife
            ? TimeSpan.FromSeconds(number)
            : throw seconds.Fault("invalid_lifetime", string.Create(CultureInfo.InvariantCulture, $"must be a whole number of seconds from 1 to {TokenLifetimes.LongestLife}"));
    }

    public static string PaymentMethod(Field method)
    {
        var text = method.RequiredText(Limits.Token);
        return text.StartsWith("pm_", StringComparison.Ordinal) && text.Length > 3 && text.All(c => c is > ' ' and < '\x7f')
            ? text
            : throw method.Fault("invalid_payment_method", "must be the id of a payment method, pm_…, in visible ASCII");
    }

    public static string? ReturnUrl(Field url)
    {
        if (!url.HasValue)
        {
            return null;
        }

        var text = url.RequiredText(Limits.Text);
        return !text.Any(char.IsWhiteSpace) // The parser would let it pass, and others would see two lines.
            && Uri.TryCreate(text, UriKind.Absolute, out var read)
            && read.UserInfo.Length == 0
            && (read.Scheme == Uri.UriSchemeHttps || (read.Scheme == Uri.UriSchemeHttp && read.IsLoopback))
            ? text
            : throw url.Fault("invalid_url", "must be an absolute https URL (http only for localhost)");
    }

    // Digits alone, not 50.00: who writes that means fifty dollars, and would get a token for fifty cents.
    private static bool Whole(JsonElement number, out long value) => number.TryGetInt64(out value);

    private static string Meant(JsonElement given, Currency currency) =>
        given.TryGetDecimal(out var number)
        && number is > 0 and < Currencies.MaximumAmount
        && number * Power(currency.Decimals) is var units
        && decimal.IsInteger(units)
            ? string.Create(CultureInfo.InvariantCulture, $": {units:0} for {currency.Text((long)units)}")
            : string.Empty;

    private static string Multiple(Currency currency) => currency.Step == 1
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $", and a multiple of {currency.Step} in {currency.Code.ToUpperInvariant()}");

    private static decimal Power(int decimals) => Enumerable.Repeat(10m, decimals).Aggregate(1m, (product, ten) => product * ten);
}
