using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Rendering;

internal static class OrderWriter
{
    public static void Write(Utf8JsonWriter json, CheckoutSessionView session, MerchantOptions merchant, Vocabulary words)
    {
        if (session.Order is not { } order)
        {
            return;
        }

        json.WriteStartObject("order");
        json.WriteOptional("type", words.HasTypedOrders ? "order" : null);
        json.WriteString("id", order.Id);
        json.WriteString("checkout_session_id", session.Id);
        json.WriteString("order_number", order.Number);
        json.WriteString("permalink_url", merchant.PermalinkOf(order.Id));
        json.WriteString("status", "confirmed");
        WriteConfirmation(json, order, words);
        json.WriteEndObject();
    }

    private static void WriteConfirmation(Utf8JsonWriter json, OrderView order, Vocabulary words)
    {
        json.WriteStartObject("confirmation");
        json.WriteString("confirmation_number", order.Number);
        json.WriteOptional("order_notes", words.HasTypedOrders ? order.Notes : null);
        json.WriteEndObject();
    }
}
