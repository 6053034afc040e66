using System.Text.Json;
using Acp.Orders;

namespace Acp.Gateway.Rendering;

/// <summary>Refunds, disputes and cancellations.</summary>
internal static class OrderAdjustmentsWriter
{
    public static void Write(Utf8JsonWriter json, OrderSnapshot order)
    {
        json.WriteStartArray("adjustments");
        foreach (var adjustment in order.Adjustments)
        {
            Write(json, adjustment, order.Currency);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, OrderAdjustment adjustment, string currency)
    {
        json.WriteStartObject();
        json.WriteString("id", adjustment.Id);
        json.WriteString("type", OrderNames.Of(adjustment.Kind));
        json.WriteTime("occurred_at", adjustment.OccurredAt);
        json.WriteString("status", OrderNames.Of(adjustment.Status));
        OrderLinesWriter.WriteReferences(json, adjustment.Lines);
        if (adjustment.Amount is { } amount)
        {
            json.WriteNumber("amount", amount);
            json.WriteString("currency", currency);
        }

        json.WriteOptional("description", adjustment.Description);
        json.WriteOptional("reason", adjustment.Reason);
        json.WriteEndObject();
    }
}
