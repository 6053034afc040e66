using System.Text.Json;

namespace Acp.Pricing;

/// <summary>Amounts by currency, such as <c>{"usd": 1500, "jpy": 2200}</c>.</summary>
internal static class Amounts
{
    public static IReadOnlyDictionary<string, long> AmountsOf(this Problems problems, JsonSpot? spot, long least = 0)
    {
        var amounts = new Dictionary<string, long>(StringComparer.Ordinal);
        if (spot is not null && (spot.Kind != JsonTokenType.StartObject || spot.Members.Count == 0))
        {
            problems.Add(spot, "must name at least one currency, such as {\"usd\": 1500}.");
        }

        foreach (var (name, value) in spot?.Members ?? [])
        {
            if (CurrencyNamed(name, problems) is { } currency)
            {
                amounts[currency.Code] = problems.Amount(value, currency, least);
            }
        }

        return amounts;
    }

    private static Currency? CurrencyNamed(JsonSpot name, Problems problems)
    {
        var currency = Currencies.Find(name.Text);
        if (currency is null)
        {
            problems.Add(name, Currencies.Find(name.Text.ToLowerInvariant()) is { Code: var code }
                ? $"must be in lower case: \"{code}\"."
                : "is no currency that can be charged; an ISO 4217 code such as \"usd\" is needed.");
        }

        return currency;
    }

    internal static long Amount(this Problems problems, JsonSpot value, Currency currency, long least = 0)
    {
        var amount = problems.Integer(value, least, Currencies.MaximumAmount, $"minor units (1500 is {currency.Text(1500)})");
        if (amount % currency.Step != 0)
        {
            problems.Add(value, $"must be a multiple of {currency.Step}, because {currency.Code} is charged in such steps only.");
        }

        return amount;
    }
}
