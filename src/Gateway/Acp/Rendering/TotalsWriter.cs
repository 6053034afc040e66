using System.Diagnostics;
using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal static class TotalsWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<TotalLine> totals)
    {
        json.WriteStartArray("totals");
        WriteEach(json, totals);
        json.WriteEndArray();
    }

    public static void WriteEach(Utf8JsonWriter json, IReadOnlyList<TotalLine> totals)
    {
        foreach (var total in totals)
        {
            WriteOne(json, NameOf(total.Type), total.DisplayText, total.Amount);
        }
    }

    /// <param name="amount">Minor units.</param>
    public static void WriteOne(Utf8JsonWriter json, string type, string displayText, long amount)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("display_text", displayText);
        json.WriteNumber("amount", amount);
        json.WriteEndObject();
    }

    private static string NameOf(TotalType type) => type switch
    {
        TotalType.ItemsBaseAmount => "items_base_amount",
        TotalType.ItemsDiscount => "items_discount",
        TotalType.Subtotal => "subtotal",
        TotalType.Discount => "discount",
        TotalType.Fulfillment => "fulfillment",
        TotalType.Tax => "tax",
        TotalType.Total => "total",
        _ => throw new UnreachableException($"Unhandled {type}."),
    };
}
