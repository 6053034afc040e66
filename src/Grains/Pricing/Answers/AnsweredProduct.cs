namespace Acp.Pricing;

/// <summary>A product as in the catalog file, but with one price and without a count.</summary>
internal static class AnsweredProduct
{
    public static FrozenProduct Read(JsonSpot spot, string currency, Problems problems)
    {
        var product = new ObjectReader(spot, problems);
        var read = new FrozenProduct(
            ProductSection.ProductId(product.Required("id"), problems),
            problems.Text(product.Required("name")),
            problems.OptionalText(product.Optional("description"), most: 5000),
            problems.Price(product.Required("price"), Currencies.Of(currency)),
            ProductSection.Kind(product.Required("kind"), problems),
            product.Optional("tax_category") is { } category ? problems.Id(category) : ProductSection.StandardTax,
            [.. problems.List(product.Optional("images")).Select(image => ProductSection.Image(image, problems))],
            product.Optional("max_per_order") is { } most
                ? (int)problems.Integer(most, 1, ProductSection.MostPerOrder, "units")
                : ProductSection.DefaultMaxPerOrder)
        {
            Sku = problems.OptionalText(product.Optional("sku"), most: 100),
            Disclosures = problems.Disclosures(product.Optional("disclosures")),
        };
        product.RefuseOthers();
        return read;
    }
}
