using System.Text.Json;
using Acp.Orders;

namespace Acp.Gateway.Rendering;

/// <summary>An order with everything that became of it: its lines, its parcels, its money.</summary>
internal static class FullOrderWriter
{
    public static void Write(Utf8JsonWriter json, OrderSnapshot order, MerchantOptions merchant)
    {
        json.WriteString("type", "order");
        json.WriteString("id", order.Id);
        json.WriteString("checkout_session_id", order.SessionId);
        json.WriteString("order_number", order.Number);
        json.WriteString("permalink_url", merchant.PermalinkOf(order.Id));
        json.WriteString("status", OrderNames.Of(order.Status));
        EstimatedDelivery.Write(json, EstimatedDelivery.Of(order.Chosen));
        WriteConfirmation(json, order.Number, order.OrderNotes);
        SupportWriter.Write(json, merchant.Support);
        OrderLinesWriter.Write(json, order.Lines);
        OrderFulfillmentsWriter.Write(json, order.Fulfillments);
        OrderAdjustmentsWriter.Write(json, order);
        WriteTotals(json, order);
    }

    public static void WriteConfirmation(Utf8JsonWriter json, string number, string? notes)
    {
        json.WriteStartObject("confirmation");
        json.WriteString("confirmation_number", number);
        json.WriteOptional("order_notes", notes);
        json.WriteEndObject();
    }

    // «total» stays what was charged, whatever came after.
    private static void WriteTotals(Utf8JsonWriter json, OrderSnapshot order)
    {
        json.WriteStartArray("totals");
        TotalsWriter.WriteEach(json, order.Totals);
        if (order.Refunded > 0)
        {
            TotalsWriter.WriteOne(json, "amount_refunded", "Refunded", order.Refunded);
        }

        json.WriteEndArray();
    }
}
