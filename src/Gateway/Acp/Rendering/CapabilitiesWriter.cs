using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Rendering;

internal static class CapabilitiesWriter
{
    /// <summary>Ours; what a reply declares is what the agent can do as well.</summary>
    public static IReadOnlyList<string> Interventions { get; } = [];

    public static void Write(Utf8JsonWriter json, CheckoutSessionView session, MerchantOptions merchant)
    {
        json.WriteStartObject("capabilities");
        json.WriteStartObject("payment");
        json.WriteStartArray("handlers");
        PaymentHandler.Write(json, merchant);
        json.WriteEndArray();
        json.WriteEndObject();
        WriteInterventions(json, session.Interventions);
        WriteExtensions(json, session.Quote.DiscountCodes.Count > 0);
        json.WriteEndObject();
    }

    private static void WriteInterventions(Utf8JsonWriter json, IReadOnlyList<string> agent)
    {
        json.WriteStartObject("interventions");
        json.WriteTexts("supported", Interventions.Where(agent.Contains));
        json.WriteTexts("required", []);
        json.WriteString("enforcement", "conditional");
        json.WriteEndObject();
    }

    // An empty array fits both forms of the schema's oneOf and is therefore refused by it.
    private static void WriteExtensions(Utf8JsonWriter json, bool discount)
    {
        if (discount)
        {
            json.WriteStartArray("extensions");
            json.WriteStartObject();
            json.WriteString("name", "discount");
            json.WriteTexts("extends",
            [
                "$.CheckoutSessionCreateRequest.discounts",
                "$.CheckoutSessionUpdateRequest.discounts",
                "$.CheckoutSession.discounts",
            ]);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }
}
