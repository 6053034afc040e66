namespace Acp.Pricing;

/// <summary>The merchant's catalog as a JSON file. Format: docs/catalog.md.</summary>
public static class CatalogFile
{
    /// <exception cref="CatalogInvalidException">The file is not a catalog; the message names every place and what is allowed there.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CatalogSnapshot Load(string path) => Parse(File.ReadAllBytes(path), path);

    /// <param name="name">What the problems call the file.</param>
    /// <exception cref="CatalogInvalidException">The text is not a catalog.</exception>
    public static CatalogSnapshot Parse(ReadOnlyMemory<byte> utf8, string name)
    {
        var problems = new Problems();
        var root = LocatedJson.Read(utf8, problems);
        problems.ThrowIfAny(name);
        var snapshot = Read(new ObjectReader(root!, problems), problems);
        problems.ThrowIfAny(name);
        return snapshot;
    }

    private static CatalogSnapshot Read(ObjectReader catalog, Problems problems)
    {
        var products = catalog.Required("products");
        var snapshot = new CatalogSnapshot(
            ProductSection.Read(products, problems),
            Options(catalog, problems),
            TaxSection.Read(catalog.Optional("taxes"), problems),
            DiscountSection.Read(catalog.Optional("discounts"), problems));
        catalog.RefuseOthers();
        if (products is { Items.Count: 0 })
        {
            problems.Add(products, "must list at least one product.");
        }

        RefuseUnknownCategories(snapshot, products?.Items ?? [], problems);
        return snapshot;
    }

    private static IReadOnlyList<ICatalogOption> Options(ObjectReader catalog, Problems problems)
    {
        var (shipping, pickup, local) = (catalog.Optional("shipping"), catalog.Optional("pickup"), catalog.Optional("local_delivery"));
        problems.RefuseSharedIds(shipping, pickup, local);
        return
        [
            .. ShippingSection.Read(shipping, problems),
            .. PickupSection.Read(pickup, problems),
            .. LocalDeliverySection.Read(local, problems),
        ];
    }

    /// <summary>A category no rule knows would silently be taxed at the full rate: more likely it is misspelt.</summary>
    private static void RefuseUnknownCategories(CatalogSnapshot snapshot, IReadOnlyList<JsonSpot> spots, Problems problems)
    {
        var known = snapshot.Taxes.SelectMany(rule => rule.Rates.PpmByCategory.Keys).Append(ProductSection.StandardTax).ToHashSet();
        foreach (var (product, spot) in snapshot.Products.Zip(spots).Where(pair => !known.Contains(pair.First.TaxCategory)))
        {
            var category = spot.Members.First(member => member.Name.Text == "tax_category").Value;
            problems.Add(category, $"\"{product.TaxCategory}\" has a rate in no tax rule. Known are {string.Join(", ", known.Order())}.");
        }
    }
}
