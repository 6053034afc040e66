using System.Text;
using Acp.CheckoutSessions;

namespace Acp.Pricing.Tests;

/// <summary>A small shop to price in: two things to ship, one to download, tax in California and Germany.</summary>
internal sealed class Shop(string catalog = Shop.Catalog)
{
    public const string Catalog = """
        {
          "products": [
            { "id": "mug", "name": "Mug", "kind": "physical", "prices": { "usd": 1000, "jpy": 1500 } },
            { "id": "tee", "name": "Tee", "kind": "physical", "prices": { "usd": 1999 }, "tax_category": "clothing", "stock": 3, "max_per_order": 5 },
            { "id": "ebook", "name": "E-book", "kind": "digital", "prices": { "usd": 500, "jpy": 700 } },
            { "id": "pin", "name": "Pin", "kind": "digital", "prices": { "usd": 1 } },
            { "id": "yacht", "name": "Yacht", "kind": "digital", "prices": { "usd": 99999999 } },
            { "id": "gift", "name": "Gift", "kind": "digital", "prices": { "usd": 0 } }
          ],
          "shipping": [
            { "id": "slow", "title": "Slow", "to": [{ "country": "US" }, { "country": "DE" }], "days": [3, 5], "prices": { "usd": 500 } },
            { "id": "fast", "title": "Fast", "to": [{ "country": "US", "states": ["CA"] }], "days": [1, 1], "prices": { "usd": 1500 } }
          ],
          "taxes": [
            { "country": "US", "state": "CA", "rate_ppm": 72500, "shipping_taxed": false },
            { "country": "US", "state": "CA", "postal_prefix": "941", "rate_ppm": 86250, "categories": { "clothing": 0 }, "shipping_taxed": true },
            { "country": "DE", "rate_ppm": 190000, "shipping_taxed": true }
          ],
          "discounts": [
            { "code": "TEN", "title": "10 %", "percent_off_ppm": 100000, "combinable": true },
            { "code": "FIVER", "title": "5 off", "amount_off": { "usd": 500 }, "minimum": { "usd": 2000 }, "combinable": true },
            { "code": "HUGE", "title": "1000 off", "amount_off": { "usd": 100000 }, "combinable": true },
            { "code": "ALONE", "title": "Half", "percent_off_ppm": 500000 },
            { "code": "OLD", "title": "Over", "percent_off_ppm": 100000, "ends_at": "2026-01-01T00:00:00Z" },
            { "code": "SOON", "title": "Not yet", "percent_off_ppm": 100000, "starts_at": "2026-12-01T00:00:00Z" }
          ]
        }
        """;

    public static readonly DateTimeOffset Now = new(2026, 6, 15, 13, 45, 30, TimeSpan.Zero);

    public static readonly Address LosAngeles = Home("CA", "US", "90001");
    public static readonly Address SanFrancisco = Home("ca", "US", "94110-1234");
    public static readonly Address Oregon = Home("OR", "US", "97035");
    public static readonly Address Berlin = Home("BE", "DE", "10115");
    public static readonly Address Lima = Home("LIM", "PE", "15001");

    public CatalogSnapshot Snapshot { get; } = Parse(catalog);

    public FixedStock Stock { get; } = new() { ["tee"] = 3 };

    public Pricer Pricer => new(Snapshot, Snapshot, Snapshot, Snapshot, Stock);

    public static CatalogSnapshot Parse(string catalog) => CatalogFile.Parse(Encoding.UTF8.GetBytes(catalog), "catalog.json");

    public static Address Home(string state, string country, string postalCode) =>
        new("Ada", "1 Main St", null, "Town", state, country, postalCode);

    public static RequestedItem Ask(string id, int quantity = 1) => new(id, quantity);

    public static SelectedFulfillment Ship(string option, params string[] ids) => new(FulfillmentType.Shipping, option, ids);

    public async Task<IReadOnlyList<CartLine>> Lines(params RequestedItem[] asked) =>
        Assert.IsType<CartChange.Changed>(await Pricer.Assemble([], asked, "usd")).Lines;

    public async Task<Cart> Cart(params RequestedItem[] asked) => new("usd", await Lines(asked), null, null, [], []);

    public async Task<Quote> Price(Cart cart) => await Pricer.Price(cart, Now);

    public async Task<Quote> Price(params RequestedItem[] asked) => await Price(await Cart(asked));
}

internal sealed class FixedStock : Dictionary<string, long>, IStock
{
    public ValueTask<IReadOnlyList<Availability>> Available(IReadOnlyList<string> productIds) => ValueTask.FromResult<IReadOnlyList<Availability>>(
        [.. productIds.Select(id => TryGetValue(id, out var available) ? Availability.Counted(available) : Availability.NotCounted)]);
}

internal static class Quotes
{
    public static long? Amount(this Quote quote, TotalType type) => quote.Totals.FirstOrDefault(line => line.Type == type)?.Amount;

    public static IEnumerable<(string Code, string Param)> Missing(this Quote quote) => quote.Obstacles.Select(one => (one.Code, one.Param));
}
