using System.Text.Json;

namespace Acp.Gateway.Rendering;

/// <summary>The one way to pay that we declare: a Shared Payment Token over a card.</summary>
internal static class PaymentHandler
{
    public const string Id = "card_tokenized";

    private const string Specification = "https://acp.dev/handlers/tokenized.card";
    private const string Schemas = "https://acp.dev/schemas/handlers/tokenized.card/";
    private const string Provider = "stripe";

    public static void Write(Utf8JsonWriter json, MerchantOptions merchant, Vocabulary words)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("name", "dev.acp.tokenized.card");
        json.WriteOptional("display_name", words.HasHandlerDisplay ? "Card" : null);
        json.WriteString("version", "2026-01-22");
        json.WriteString("spec", Specification);
        json.WriteBoolean("requires_delegate_payment", true);
        json.WriteBoolean("requires_pci_compliance", false);
        json.WriteString("psp", Provider);
        json.WriteString("config_schema", Schemas + "config.json");
        json.WriteStartArray("instrument_schemas");
        json.WriteStringValue(Schemas + "instrument.json");
        json.WriteEndArray();
        WriteConfig(json, merchant);
        if (words.HasHandlerDisplay)
        {
            json.WriteNumber("display_order", 1);
        }

        json.WriteEndObject();
    }

    private static void WriteConfig(Utf8JsonWriter json, MerchantOptions merchant)
    {
        json.WriteStartObject("config");
        json.WriteString("merchant_id", merchant.MerchantId);
        json.WriteString("psp", Provider);
        json.WriteEndObject();
    }
}
