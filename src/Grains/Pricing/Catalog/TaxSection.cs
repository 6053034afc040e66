using System.Text.Json;

namespace Acp.Pricing;

internal static class TaxSection
{
    public static IReadOnlyList<TaxRule> Read(JsonSpot? section, Problems problems) => problems.Distinct(
        section,
        spot => One(new ObjectReader(spot, problems), problems),
        rule => $"{rule.Country}/{rule.State}/{rule.PostalPrefix}",
        "place of the rule");

    private static TaxRule One(ObjectReader rule, Problems problems)
    {
        var country = problems.Country(rule.Required("country"));
        var state = problems.State(rule.Optional("state"));
        var prefix = problems.PostalPrefix(rule.Optional("postal_prefix"));
        var rate = Rate(rule.Required("rate_ppm"), problems);
        var categories = Categories(rule.Optional("categories"), problems);
        var shipping = problems.Flag(rule.Required("shipping_taxed"));
        rule.RefuseOthers();
        return new TaxRule(country, state, prefix, new TaxTable(categories, rate, shipping ? rate : 0));
    }

    internal static Dictionary<string, long> Categories(JsonSpot? spot, Problems problems)
    {
        if (spot is not null && spot.Kind != JsonTokenType.StartObject)
        {
            problems.Add(spot, "must give rates by tax category, such as {\"books\": 70000}.");
        }

        var rates = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in spot?.Members ?? [])
        {
            rates[problems.Id(name with { Kind = JsonTokenType.String })] = Rate(value, problems);
        }

        return rates;
    }

    internal static long Rate(JsonSpot? spot, Problems problems) =>
        problems.Integer(spot, 0, Rounding.Million, "millionths (72500 is 7.25 %)");
}
