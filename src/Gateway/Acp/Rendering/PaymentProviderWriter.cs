using System.Text.Json;

namespace Acp.Gateway.Rendering;

/// <summary>How to pay, for versions that know one payment provider and no handlers.</summary>
internal static class PaymentProviderWriter
{
    /// <summary>The only one that the protocol names in these versions; a request's token must be of it.</summary>
    public const string Provider = "stripe";

    private static readonly string[] Networks = ["amex", "discover", "mastercard", "visa"];

    /// <param name="merchantId">Null where the version does not show it.</param>
    public static void Write(Utf8JsonWriter json, string? merchantId)
    {
        json.WriteStartObject("payment_provider");
        json.WriteString("provider", Provider);
        json.WriteOptional("merchant_id", merchantId);
        json.WriteStartArray("supported_payment_methods");
        json.WriteStartObject();
        json.WriteString("type", "card");
        json.WriteTexts("supported_card_networks", Networks);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>For a version whose methods are plain names.</summary>
    public static void WriteNamed(Utf8JsonWriter json)
    {
        json.WriteStartObject("payment_provider");
        json.WriteString("provider", Provider);
        json.WriteTexts("supported_payment_methods", ["card"]);
        json.WriteEndObject();
    }
}
