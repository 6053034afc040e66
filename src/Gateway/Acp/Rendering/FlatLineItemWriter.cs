using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

/// <summary>Lines whose money is five numbers, and whose quantity is the item's.</summary>
/// <param name="showsProduct">Whether a line tells what the product is called and looks like.</param>
internal sealed class FlatLineItemWriter(bool showsProduct)
{
    public void Write(Utf8JsonWriter json, IReadOnlyList<QuotedLine> lines)
    {
        json.WriteStartArray("line_items");
        foreach (var line in lines)
        {
            Write(json, line);
        }

        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, QuotedLine line)
    {
        json.WriteStartObject();
        json.WriteString("id", line.Line.LineId);
        json.WriteStartObject("item");
        json.WriteString("id", line.Line.Product.Id);
        json.WriteNumber("quantity", line.Line.Quantity);
        json.WriteEndObject();
        WriteMoney(json, line);
        if (showsProduct)
        {
            WriteProduct(json, line.Line.Product);
        }

        json.WriteEndObject();
    }

    private static void WriteMoney(Utf8JsonWriter json, QuotedLine line)
    {
        json.WriteNumber("base_amount", line.BaseAmount);
        json.WriteNumber("discount", line.Discount);
        json.WriteNumber("subtotal", line.Subtotal);
        json.WriteNumber("tax", line.Tax);
        json.WriteNumber("total", line.Total);
    }

    private static void WriteProduct(Utf8JsonWriter json, FrozenProduct product)
    {
        json.WriteString("name", product.Name);
        json.WriteOptional("description", product.Description);
        LineItemWriter.WriteImages(json, product.Images);
        json.WriteNumber("unit_amount", product.UnitAmount);
        DisclosuresWriter.Write(json, product.Disclosures);
    }
}
