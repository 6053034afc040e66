using System.Text.Encodings.Web;
using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.MerchantSystems;

/// <summary>
/// What is posted to the merchant's systems. Each question says what it asks, because the signature covers the body alone:
/// one that was recorded on its way to one system means nothing to another. No shopper is named; an address is told
/// without whose it is. Schema: docs/schemas/merchant-systems.json.
/// </summary>
internal static class Questions
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Products(IEnumerable<string> ids, string currency) => Write("products", json =>
    {
        json.WriteString("currency", currency);
        Ids(json, ids);
    });

    public static ReadOnlyMemory<byte> Options(IEnumerable<CartLine> lines, Address? destination, string currency) => Write("options", json =>
    {
        json.WriteString("currency", currency);
        json.WriteStartArray("items");
        foreach (var line in lines)
        {
            Item(json, line);
        }

        json.WriteEndArray();
        json.WritePropertyName("destination");
        Place(json, destination);
    });

    public static ReadOnlyMemory<byte> Rates(IEnumerable<Address> addresses) => Write("rates", json =>
    {
        json.WriteStartArray("addresses");
        foreach (var address in addresses)
        {
            Place(json, address);
        }

        json.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> Stock(IEnumerable<string> ids) => Write("stock", json => Ids(json, ids));

    private static ReadOnlyMemory<byte> Write(string ask, Action<Utf8JsonWriter> rest)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Plain))
        {
            json.WriteStartObject();
            json.WriteString("ask", ask);
            rest(json);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static void Ids(Utf8JsonWriter json, IEnumerable<string> ids)
    {
        json.WriteStartArray("ids");
        foreach (var id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }

    private static void Item(Utf8JsonWriter json, CartLine line)
    {
        json.WriteStartObject();
        json.WriteString("id", line.Product.Id);
        json.WriteNumber("quantity", line.Quantity);
        json.WriteNumber("price", line.Product.UnitAmount);
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, Address? address)
    {
        if (address is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("line_one", address.LineOne);
        if (address.LineTwo is { } second)
        {
            json.WriteString("line_two", second);
        }

        json.WriteString("city", address.City);
        json.WriteString("state", address.State);
        json.WriteString("country", address.Country);
        json.WriteString("postal_code", address.PostalCode);
        json.WriteEndObject();
    }
}
