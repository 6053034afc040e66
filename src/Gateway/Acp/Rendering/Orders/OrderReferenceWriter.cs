using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Rendering;

/// <summary>An order as no more than where it is to be found.</summary>
internal static class OrderReferenceWriter
{
    public static void Write(Utf8JsonWriter json, CheckoutSessionView session, MerchantOptions merchant)
    {
        if (session.Order is not { } order)
        {
            return;
        }

        json.WriteStartObject("order");
        json.WriteString("id", order.Id);
        json.WriteString("checkout_session_id", session.Id);
        json.WriteString("permalink_url", merchant.PermalinkOf(order.Id));
        json.WriteEndObject();
    }
}
