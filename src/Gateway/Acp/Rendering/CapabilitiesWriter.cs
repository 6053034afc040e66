using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Rendering;

internal static class CapabilitiesWriter
{
    /// <summary>Ours; what a reply declares is what the agent can do as well.</summary>
    public static IReadOnlyList<string> Interventions(MerchantOptions merchant) => merchant.Authentication is null ? [] : ["3ds"];

    public static void Write(Utf8JsonWriter json, CheckoutSessionView session, MerchantOptions merchant, Vocabulary words)
    {
        json.WriteStartObject("capabilities");
        json.WriteStartObject("payment");
        json.WriteStartArray("handlers");
        PaymentHandler.Write(json, merchant, words);
        json.WriteEndArray();
        json.WriteEndObject();
        WriteInterventions(json, words.ShowsAuthentication ? Interventions(merchant).Where(session.Interventions.Contains) : []);
        WriteExtensions(json, DiscountsWriter.IsActive(session));
        json.WriteEndObject();
    }

    private static void WriteInterventions(Utf8JsonWriter json, IEnumerable<string> common)
    {
        json.WriteStartObject("interventions");
        json.WriteTexts("supported", common);
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
            json.WriteString("name", DiscountsWriter.Extension);
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
