using System.Text.Json;

namespace Acp.Pricing;

/// <summary>
/// What the merchant's own systems answer, in the ports' words. Formats: docs/merchant-systems.md. Each method throws
/// <see cref="CatalogInvalidException"/> where the answer cannot be used as a whole.
/// </summary>
public static class MerchantAnswers
{
    /// <summary>More than a shopper can choose from.</summary>
    private const int MostOptions = 100;

    /// <param name="asked">The ids that were asked for; those that are not in the answer are not sold.</param>
    public static IReadOnlyDictionary<string, FrozenProduct> Products(
        ReadOnlyMemory<byte> utf8, IReadOnlyCollection<string> asked, string currency) => AnswerReading.Read(utf8, (answer, problems) =>
    {
        problems.RefuseOtherCurrency(answer.Required("currency"), currency);
        var section = answer.Required("products");
        var products = problems.Distinct(section, spot => AnsweredProduct.Read(spot, currency, problems), product => product.Id, "id of the product");
        foreach (var (product, spot) in products.Zip(section?.Items ?? []).Where(pair => !asked.Contains(pair.First.Id)))
        {
            problems.Add(spot, "is a product that was not asked for.");
        }

        return (IReadOnlyDictionary<string, FrozenProduct>)products.DistinctBy(product => product.Id).ToDictionary(product => product.Id, StringComparer.Ordinal);
    });

    /// <param name="destination">The one that was asked for.</param>
    public static IReadOnlyList<FulfillmentOption> Options(
        ReadOnlyMemory<byte> utf8, Address? destination, string currency, DateTimeOffset now) => AnswerReading.Read(utf8, (answer, problems) =>
    {
        problems.RefuseOtherCurrency(answer.Required("currency"), currency);
        var section = answer.Required("options");
        if (section is { Items.Count: > MostOptions })
        {
            problems.Add(section, "are too many options.");
            return [];
        }

        var options = problems.Distinct(
            section, spot => AnsweredOption.Read(spot, destination, currency, now, problems), option => option?.Id ?? "", "id of the option");
        return (IReadOnlyList<FulfillmentOption>)[.. options.OfType<FulfillmentOption>()];
    });

    /// <param name="asked">How many addresses were asked for.</param>
    /// <returns>In the order of the addresses.</returns>
    public static IReadOnlyList<TaxTable> Rates(ReadOnlyMemory<byte> utf8, int asked) => AnswerReading.Read(utf8, (answer, problems) =>
    {
        var section = answer.Required("rates");
        if (section is not null && problems.List(section).Count != asked)
        {
            problems.Add(section, "must have one entry for each address that was asked for.");
        }

        return (IReadOnlyList<TaxTable>)[.. (section?.Items ?? []).Select(spot => Rate(new ObjectReader(spot, problems), problems))];
    });

    /// <param name="asked">Each must be answered, once.</param>
    /// <returns>In the order of <paramref name="asked"/>; null where the merchant does not count.</returns>
    public static IReadOnlyList<long?> Stock(ReadOnlyMemory<byte> utf8, IReadOnlyList<string> asked) => AnswerReading.Read(utf8, (answer, problems) =>
    {
        var section = answer.Required("stock");
        var levels = problems.Distinct(section, spot => Level(new ObjectReader(spot, problems), problems), level => level.Id, "id of the product");
        var byId = levels.DistinctBy(level => level.Id).ToDictionary(level => level.Id, level => level.Available, StringComparer.Ordinal);
        if (section is not null && (levels.Count != asked.Count || !asked.All(byId.ContainsKey)))
        {
            problems.Add(section, "must have one entry for each product that was asked for, and no other.");
        }

        return (IReadOnlyList<long?>)[.. asked.Select(id => byId.GetValueOrDefault(id))];
    });

    private static TaxTable Rate(ObjectReader rate, Problems problems)
    {
        var standard = TaxSection.Rate(rate.Required("rate_ppm"), problems);
        var categories = TaxSection.Categories(rate.Optional("categories"), problems);
        var shipping = TaxSection.Rate(rate.Required("shipping_ppm"), problems);
        rate.RefuseOthers();
        return new TaxTable(categories, standard, shipping);
    }

    private static (string Id, long? Available) Level(ObjectReader level, Problems problems)
    {
        var id = problems.Id(level.Required("id"));
        var available = level.Required("available");
        level.RefuseOthers();
        return (id, available is null or { Kind: JsonTokenType.Null } ? null : problems.Integer(available, 0, ProductSection.MostStock, "units"));
    }
}
