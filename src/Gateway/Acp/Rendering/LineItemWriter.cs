using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal static class LineItemWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<QuotedLine> lines)
    {
        json.WriteStartArray("line_items");
        foreach (var line in lines)
        {
            Write(json, line);
        }

        json.WriteEndArray();
    }

    public static void WriteImages(Utf8JsonWriter json, IReadOnlyList<string> images)
    {
        var absolute = Loadable(images).ToList();
        if (absolute.Count > 0)
        {
            json.WriteTexts("images", absolute);
        }
    }

    // A catalog may hold relative paths, which an agent could not load and the schema does not allow.
    public static IEnumerable<string> Loadable(IReadOnlyList<string> images) =>
        images.Where(image => Uri.TryCreate(image, UriKind.Absolute, out var url) && url.Scheme is "https" or "http");

    private static void Write(Utf8JsonWriter json, QuotedLine line)
    {
        var product = line.Line.Product;
        json.WriteStartObject();
        json.WriteString("id", line.Line.LineId);
        json.WriteStartObject("item");
        json.WriteString("id", product.Id);
        json.WriteEndObject();
        json.WriteNumber("quantity", line.Line.Quantity);
        json.WriteString("name", product.Name);
        json.WriteOptional("description", product.Description);
        WriteImages(json, product.Images);
        json.WriteNumber("unit_amount", product.UnitAmount);
        DisclosuresWriter.Write(json, product.Disclosures);
        json.WriteString("product_id", product.Id);
        json.WriteOptional("sku", product.Sku);
        json.WriteNumber("max_quantity_per_order", Math.Max(1, product.MaxPerOrder));
        WriteTotals(json, line);
        json.WriteEndObject();
    }

    public static void WriteTotals(Utf8JsonWriter json, QuotedLine line)
    {
        json.WriteStartArray("totals");
        TotalsWriter.WriteOne(json, "items_base_amount", "Base amount", line.BaseAmount);
        TotalsWriter.WriteOne(json, "items_discount", "Discount", line.Discount);
        TotalsWriter.WriteOne(json, "subtotal", "Subtotal", line.Subtotal);
        TotalsWriter.WriteOne(json, "tax", "Tax", line.Tax);
        TotalsWriter.WriteOne(json, "total", "Total", line.Total);
        json.WriteEndArray();
    }
}
