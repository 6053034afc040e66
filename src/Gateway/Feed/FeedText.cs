using System.Text.Encodings.Web;
using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Feed;

/// <summary>A feed as bytes: one object with all products, as a platform's feed API takes and gives it, or a product a line, as its files are.</summary>
internal static class FeedText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Whole(ProductFeed feed, IEnumerable<CatalogProduct> products) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("products");
        foreach (var product in products)
        {
            feed.Write(json, product);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static byte[] Lines(ProductFeed feed) => [.. feed.Products.SelectMany(product => Write(json => feed.Write(json, product)).Append((byte)'\n'))];

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Plain))
        {
            write(json);
        }

        return text.ToArray();
    }
}
