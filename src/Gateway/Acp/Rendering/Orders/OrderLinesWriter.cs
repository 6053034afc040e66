using System.Text.Json;
using Acp.Orders;

namespace Acp.Gateway.Rendering;

/// <summary>What was ordered, what of it is still wanted, and what has left.</summary>
internal static class OrderLinesWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<OrderLine> lines)
    {
        json.WriteStartArray("line_items");
        foreach (var line in lines)
        {
            Write(json, line);
        }

        json.WriteEndArray();
    }

    /// <summary>Quantities of lines, as fulfillments and adjustments refer to them.</summary>
    public static void WriteReferences(Utf8JsonWriter json, IReadOnlyList<LineQuantity> lines)
    {
        json.WriteStartArray("line_items");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("id", line.LineId);
            json.WriteNumber("quantity", line.Quantity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, OrderLine line)
    {
        var product = line.Quoted.Line.Product;
        json.WriteStartObject();
        json.WriteString("id", line.Id);
        json.WriteString("title", product.Name);
        json.WriteString("product_id", product.Id);
        json.WriteOptional("description", product.Description);
        json.WriteOptional("image_url", LineItemWriter.Loadable(product.Images).FirstOrDefault());
        WriteQuantity(json, line);
        json.WriteNumber("unit_price", product.UnitAmount);
        json.WriteNumber("subtotal", line.Quoted.Subtotal);
        LineItemWriter.WriteTotals(json, line.Quoted);
        json.WriteString("status", OrderNames.StatusOf(line));
        json.WriteEndObject();
    }

    private static void WriteQuantity(Utf8JsonWriter json, OrderLine line)
    {
        json.WriteStartObject("quantity");
        json.WriteNumber("ordered", line.Ordered);
        json.WriteNumber("current", line.Current);
        json.WriteNumber("fulfilled", line.Fulfilled);
        json.WriteEndObject();
    }
}
