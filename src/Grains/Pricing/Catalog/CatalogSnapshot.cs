using System.Collections.Frozen;

namespace Acp.Pricing;

/// <summary>One valid reading of the catalog file; never changes.</summary>
public sealed class CatalogSnapshot : ICatalog, IFulfillmentRates, ITaxRates, IDiscounts
{
    private static readonly TaxTable NotTaxed = TaxTables.NoTax;

    private readonly FrozenDictionary<string, CatalogProduct> products;
    private readonly FrozenDictionary<string, FrozenDictionary<string, FrozenProduct>> sold;
    private readonly IReadOnlyList<ICatalogOption> options;
    private readonly ILookup<string, TaxRule> taxes;
    private readonly Dictionary<string, CatalogDiscount> discounts = new(StringComparer.OrdinalIgnoreCase);

    internal CatalogSnapshot(
        IReadOnlyList<CatalogProduct> products,
        IReadOnlyList<ICatalogOption> options,
        IReadOnlyList<TaxRule> taxes,
        IReadOnlyList<CatalogDiscount> discounts)
    {
        (Products, this.options, Taxes) = (products, options, taxes);
        this.products = products.DistinctBy(product => product.Id).ToFrozenDictionary(product => product.Id, StringComparer.Ordinal);
        sold = products.SelectMany(product => product.Prices.Keys).Distinct().ToFrozenDictionary(currency => currency, SoldIn);
        this.taxes = taxes.OrderByDescending(rule => rule.Specificity).ToLookup(rule => rule.Country);
        foreach (var discount in discounts)
        {
            this.discounts[discount.Code] = discount;
        }
    }

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<CatalogProduct> Products { get; }

    public IReadOnlyCollection<string> Currencies => sold.Keys;

    internal IReadOnlyList<TaxRule> Taxes { get; }

    public CatalogProduct? Product(string id) => products.GetValueOrDefault(id);

    public ValueTask<IReadOnlyDictionary<string, FrozenProduct>> Find(IReadOnlyCollection<string> ids, string currency)
    {
        var found = new Dictionary<string, FrozenProduct>(ids.Count, StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (sold.GetValueOrDefault(currency)?.GetValueOrDefault(id) is { } product)
            {
                found[id] = product;
            }
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, FrozenProduct>>(found);
    }

    /// <summary>Whatever is carried: the file's prices are by destination only.</summary>
    public ValueTask<IReadOnlyList<FulfillmentOption>> Offer(
        IReadOnlyList<CartLine> lines, Address? destination, string currency, DateTimeOffset now) =>
        ValueTask.FromResult<IReadOnlyList<FulfillmentOption>>(
            [.. options.Select(option => option.For(destination, currency, now)).OfType<FulfillmentOption>()]);

    /// <summary>No tax where the file has no rule: the merchant is not registered there.</summary>
    public ValueTask<IReadOnlyList<TaxTable>> At(IReadOnlyList<Address> addresses) =>
        ValueTask.FromResult<IReadOnlyList<TaxTable>>([.. addresses.Select(At)]);

    public ValueTask<DiscountRule?> Find(string code, string currency) =>
        ValueTask.FromResult(discounts.GetValueOrDefault(code)?.In(currency));

    private TaxTable At(Address address) =>
        taxes[address.Country.ToUpperInvariant()].FirstOrDefault(rule => rule.Covers(address))?.Rates ?? NotTaxed;

    private FrozenDictionary<string, FrozenProduct> SoldIn(string currency) => products.Values
        .Select(product => product.In(currency))
        .OfType<FrozenProduct>()
        .ToFrozenDictionary(product => product.Id, StringComparer.Ordinal);
}
