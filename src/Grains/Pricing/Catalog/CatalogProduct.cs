namespace Acp.Pricing;

/// <summary>A product as the merchant's file has it.</summary>
/// <param name="Prices">Minor units by currency.</param>
/// <param name="Stock">All units ever supplied, sold ones included; null where nobody counts.</param>
public sealed record CatalogProduct(
    string Id,
    string Name,
    string? Description,
    ProductKind Kind,
    string TaxCategory,
    IReadOnlyList<string> Images,
    IReadOnlyDictionary<string, long> Prices,
    long? Stock,
    int MaxPerOrder)
{
    public string? Sku { get; init; }

    public IReadOnlyList<Disclosure> Disclosures { get; init; } = [];

    public FrozenProduct? In(string currency) => Prices.TryGetValue(currency, out var price)
        ? new(Id, Name, Description, price, Kind, TaxCategory, Images, MaxPerOrder) { Sku = Sku, Disclosures = Disclosures }
        : null;
}
