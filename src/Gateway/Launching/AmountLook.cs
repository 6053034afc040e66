using System.Globalization;
using Acp.CheckoutSessions;
using Acp.Launching;
using Acp.Pricing;
using static Acp.Launching.LaunchFinding;

namespace Acp.Gateway.Launching;

/// <summary>
/// Prices carts by the product's own way from a request to a total. A request holds ids and quantities and no price, so that
/// what comes out can only be what the catalog says.
/// </summary>
internal static class AmountLook
{
    private const string Item = "amounts";

    /// <summary>Enough to see that the catalog is read as it was meant.</summary>
    private const int MostTried = 200;

    /// <param name="hasCatalog">The merchant's own system says the prices, and is not asked here.</param>
    public static async Task<IReadOnlyList<LaunchFinding>> Look(CatalogSnapshot catalog, bool hasCatalog, DateTimeOffset now)
    {
        if (hasCatalog)
        {
            return [new NotChecked(Item, "Amounts are computed here, from what MerchantSystems:Catalog says, which is not asked; no request carries a price.", "Compare a session of each kind of product with what your system says.")];
        }

        var pricer = new Pricer(catalog, catalog, catalog, catalog, new Uncounted());
        var tried = new List<PricedProduct>();
        (CatalogProduct Product, string Currency)[] all = [.. catalog.Products.SelectMany(product => product.Prices.Keys.Select(currency => (product, currency)))];
        foreach (var (product, currency) in all.Take(MostTried))
        {
            tried.Add(await Price(pricer, product, currency, now));
        }

        return [.. Judge(tried, all.Length)];
    }

    /// <summary>Pure.</summary>
    /// <param name="all">How many prices the catalog has.</param>
    public static IEnumerable<LaunchFinding> Judge(IReadOnlyList<PricedProduct> tried, int all)
    {
        PricedProduct[] wrong = [.. tried.Where(it => it.Total != it.Expected)], free = [.. tried.Where(it => it.Expected == 0)];
        yield return tried.Count == 0 ? new Failed(Item, "Nothing is sold: the catalog has no price.", "Put products into the file of Catalog:Path (docs/catalog.md).")
            : wrong.Length > 0 ? new Failed(Item, $"Priced otherwise than the catalog says: {Names(wrong)}.", "This is a bug of the gateway's: do not launch, and report it.")
            : new Passed(Item, $"Amounts are computed here: {(tried.Count < all ? string.Create(CultureInfo.InvariantCulture, $"the first {tried.Count} of {all} prices") : Reconciling.FindingWords.Count(all, "price"))} came out as the catalog has them, and no request carries one.");
        if (free.Length > 0)
        {
            yield return new Warned("free_products", $"Sold for nothing: {Names(free)}.", "Correct the price in the catalog, if it is not meant.");
        }
    }

    private static async Task<PricedProduct> Price(Pricer pricer, CatalogProduct product, string currency, DateTimeOffset now)
    {
        var quantity = Math.Min(2, product.MaxPerOrder);
        var change = await pricer.Assemble([], [new RequestedItem(product.Id, quantity)], currency);
        var lines = change is CartChange.Changed(var changed) ? changed : [];
        var quote = await pricer.Price(new Cart(currency, lines, Destination: null, BillingAddress: null, [], []), now);
        return new(product.Id, currency, checked(product.Prices[currency] * quantity), quote.Lines.Sum(line => line.BaseAmount));
    }

    private static string Names(PricedProduct[] products) =>
        string.Join(", ", products.Take(5).Select(it => $"{it.Id} ({it.Currency})")) + (products.Length > 5 ? " and others" : "");

    /// <summary>What is left is not what is looked at.</summary>
    private sealed class Uncounted : IStock
    {
        public ValueTask<IReadOnlyList<Availability>> Available(IReadOnlyList<string> productIds) =>
            ValueTask.FromResult<IReadOnlyList<Availability>>([.. productIds.Select(_ => Availability.NotCounted)]);
    }
}

/// <param name="Expected">Minor units, by the catalog.</param>
/// <param name="Total">Minor units, as a session would show.</param>
internal sealed record PricedProduct(string Id, string Currency, long Expected, long Total);
