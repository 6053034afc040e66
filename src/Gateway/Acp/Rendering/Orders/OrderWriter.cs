using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Orders;

namespace Acp.Gateway.Rendering;

/// <summary>The order that came of a session, within it.</summary>
internal static class OrderWriter
{
    public static void Write(Utf8JsonWriter json, CheckoutSessionView session, MerchantOptions merchant, Vocabulary words)
    {
        if (session.Order is not { } order)
        {
            return;
        }

        json.WriteStartObject("order");
        if (words.HasFullOrders)
        {
            FullOrderWriter.Write(json, order, merchant);
        }
        else
        {
            WriteOutline(json, order, merchant, words);
        }

        json.WriteEndObject();
    }

    private static void WriteOutline(Utf8JsonWriter json, OrderSnapshot order, MerchantOptions merchant, Vocabulary words)
    {
        json.WriteString("id", order.Id);
        json.WriteString("checkout_session_id", order.SessionId);
        json.WriteString("order_number", order.Number);
        json.WriteString("permalink_url", merchant.PermalinkOf(order.Id));
        json.WriteOptional("status", words.OrderStatuses.GetValueOrDefault(order.Status));
        EstimatedDelivery.Write(json, EstimatedDelivery.Of(order.Chosen));
        FullOrderWriter.WriteConfirmation(json, order.Number, notes: null);
        SupportWriter.Write(json, merchant.Support);
    }
}
