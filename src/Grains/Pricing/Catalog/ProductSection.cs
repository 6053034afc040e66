using System.Text.Json;

namespace Acp.Pricing;

internal static class ProductSection
{
    public const string StandardTax = "standard";

    /// <summary>What a cap is for: a slip of the finger, not a limit of the arithmetic.</summary>
    internal const int DefaultMaxPerOrder = 999;

    /// <summary>Times the largest price and 100 lines this still fits 64 bits with room to spare.</summary>
    internal const int MostPerOrder = 100_000;

    internal const long MostStock = 1_000_000_000;

    public static IReadOnlyList<CatalogProduct> Read(JsonSpot? section, Problems problems) =>
        problems.Distinct(section, spot => One(new ObjectReader(spot, problems), problems), product => product.Id, "id of the product");

    private static CatalogProduct One(ObjectReader product, Problems problems)
    {
        var read = new CatalogProduct(
            ProductId(product.Required("id"), problems),
            problems.Text(product.Required("name")),
            product.Optional("description") is { } description ? problems.Text(description, most: 5000) : null,
            Kind(product.Required("kind"), problems),
            product.Optional("tax_category") is { } category ? problems.Id(category) : StandardTax,
            [.. problems.List(product.Optional("images")).Select(image => Image(image, problems))],
            problems.AmountsOf(product.Required("prices")),
            product.Optional("stock") is { } stock ? problems.Integer(stock, 0, MostStock, "units") : null,
            product.Optional("max_per_order") is { } most ? (int)problems.Integer(most, 1, MostPerOrder, "units") : DefaultMaxPerOrder)
        {
            Sku = product.Optional("sku") is { } sku ? problems.Text(sku, most: 100) : null,
            Disclosures = problems.Disclosures(product.Optional("disclosures")),
        };
        product.RefuseOthers();
        return read;
    }

    internal static string ProductId(JsonSpot? spot, Problems problems)
    {
        var id = problems.Id(spot);
        if (id.StartsWith(CartAssembly.LineIdFor(""), StringComparison.Ordinal))
        {
            problems.Add(spot!, $"must not begin with \"{CartAssembly.LineIdFor("")}\": line ids do, and a platform may use either.");
        }

        return id;
    }

    internal static ProductKind Kind(JsonSpot? spot, Problems problems)
    {
        if (spot is not null && (spot.Kind != JsonTokenType.String || spot.Text is not ("physical" or "digital")))
        {
            problems.Add(spot, "must be \"physical\" or \"digital\".");
        }

        return spot?.Text == "digital" ? ProductKind.Digital : ProductKind.Physical;
    }

    internal static string Image(JsonSpot spot, Problems problems)
    {
        if (spot.Kind != JsonTokenType.String
            || !Uri.TryCreate(spot.Text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http"))
        {
            problems.Add(spot, "must be an address such as \"https://example.com/mug.jpg\".");
        }

        return spot.Text;
    }
}
