using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Feed;

/// <summary>
/// The catalog as the protocol's product feed has it: each product with one variant, whose id is what a checkout is asked
/// for. A variant has one price, so a feed is of one currency, and what is not sold in it is not there.
/// </summary>
/// <param name="left">Units left by product id, or null where nobody counts.</param>
internal sealed class ProductFeed(CatalogSnapshot catalog, IReadOnlyDictionary<string, long?> left, string currency, MerchantOptions merchant)
{
    /// <summary>
    /// The feed's amounts are in ISO 4217's minor units, ours in the processor's. They differ for these: two have no minor
    /// unit any more but two decimals there, one has two but none there.
    /// </summary>
    private static readonly Dictionary<string, (long Times, long By)> ToIso = new() { ["isk"] = (1, 100), ["ugx"] = (1, 100), ["mga"] = (100, 1) };

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<CatalogProduct> Products { get; } = [.. catalog.Products.Where(product => product.Prices.ContainsKey(currency))];

    public void Write(Utf8JsonWriter json, CatalogProduct product)
    {
        json.WriteStartObject();
        WriteHeading(json, product);
        json.WriteStartArray("variants");
        json.WriteStartObject();
        WriteHeading(json, product);
        WritePrice(json, product.Prices[currency]);
        WriteAvailability(json, left[product.Id]);
        WriteSeller(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHeading(Utf8JsonWriter json, CatalogProduct product)
    {
        json.WriteString("id", product.Id);
        json.WriteString("title", product.Name);
        if (product.Description is { } description)
        {
            json.WriteStartObject("description");
            json.WriteString("plain", description);
            json.WriteEndObject();
        }

        if (product.Images.Count > 0)
        {
            WriteMedia(json, product);
        }
    }

    private static void WriteMedia(Utf8JsonWriter json, CatalogProduct product)
    {
        json.WriteStartArray("media");
        foreach (var image in product.Images)
        {
            json.WriteStartObject();
            json.WriteString("type", "image");
            json.WriteString("url", image);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WritePrice(Utf8JsonWriter json, long amount)
    {
        var (times, by) = ToIso.GetValueOrDefault(currency, (1, 1));
        json.WriteStartObject("price");
        json.WriteNumber("amount", amount * times / by);
        json.WriteString("currency", currency.ToUpperInvariant());
        json.WriteEndObject();
    }

    private static void WriteAvailability(Utf8JsonWriter json, long? units)
    {
        var isAvailable = units is null or > 0;
        json.WriteStartObject("availability");
        json.WriteBoolean("available", isAvailable);
        json.WriteString("status", isAvailable ? "in_stock" : "out_of_stock");
        json.WriteEndObject();
    }

    private void WriteSeller(Utf8JsonWriter json)
    {
        json.WriteStartObject("seller");
        json.WriteString("name", merchant.Name);
        if (merchant.Links.Count > 0)
        {
            WriteLinks(json, merchant.Links);
        }

        json.WriteEndObject();
    }

    private static void WriteLinks(Utf8JsonWriter json, IEnumerable<MerchantLink> links)
    {
        json.WriteStartArray("links");
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("type", link.Type);
            if (!string.IsNullOrEmpty(link.Title))
            {
                json.WriteString("title", link.Title);
            }

            json.WriteString("url", link.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
