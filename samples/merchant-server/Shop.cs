using System.Collections.Concurrent;

namespace MerchantServer;

/// <summary>Stands for the systems that a merchant has already. Amounts are minor units: 1500 is 15.00 USD.</summary>
internal sealed class Shop
{
    private static readonly Product[] Products =
    [
        new("cup", "Espresso cup", "Porcelain, 80 ml.", 1400, "physical", "housewares"),
        new("beans", "Coffee beans, 1 kg", "Roasted this week.", 2600, "physical", "food"),
        new("course", "Barista course, online", "Six lessons.", 4900, "digital", "standard"),
    ];

    private readonly ConcurrentDictionary<string, long> left = new() { ["cup"] = 20, ["beans"] = 8 };

    /// <returns>Null for what it was never told how to answer.</returns>
    public object? Answer(Question question) => question switch
    {
        { Ask: "products", Currency: { } currency, Ids: { } ids } => new { currency, products = currency == "usd" ? Sold(ids) : [] },
        { Ask: "options", Currency: { } currency, Items: { } items } => new { currency, options = Ways(items, question.Destination, currency) },
        { Ask: "rates", Addresses: { } addresses } => new { rates = addresses.Select(Rate) },
        { Ask: "stock", Ids: { } ids } => new { stock = ids.Select(id => new { id, available = left.TryGetValue(id, out var units) ? units : (long?)null }) },
        _ => null,
    };

    /// <summary>Sold through the gateway.</summary>
    public void Take(string product, long units) => left.AddOrUpdate(product, 0, (_, before) => Math.Max(0, before - units));

    private static object[] Sold(string[] ids) =>
        [.. Products.Where(product => ids.Contains(product.Id)).Select(product => new
        {
            id = product.Id,
            name = product.Name,
            description = product.Description,
            price = product.Price,
            kind = product.Kind,
            tax_category = product.TaxCategory,
        })];

    // By post for a flat price and something for each further piece; nothing goes abroad.
    private static object[] Ways(Item[] items, Place? destination, string currency) => destination?.Country == "US" && currency == "usd"
        ? [new { type = "shipping", id = "post", title = "By post", carrier = "USPS", price = 600 + (100 * (items.Sum(item => (long)item.Quantity) - 1)), days = new[] { 2, 5 } }]
        : [];

    private static object Rate(Place place) => (place.Country, place.State) switch
    {
        ("US", "CA" or "US-CA" or "California") => new { rate_ppm = 86_250, categories = new { food = 0 }, shipping_ppm = 0 },
        _ => new { rate_ppm = 0, categories = new { food = 0 }, shipping_ppm = 0 }, // Not registered there.
    };

    private sealed record Product(string Id, string Name, string Description, long Price, string Kind, string TaxCategory);
}
