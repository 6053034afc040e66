using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

/// <summary>Options whose price is three numbers.</summary>
internal static class FlatOptionWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<FulfillmentOption> options)
    {
        json.WriteStartArray("fulfillment_options");
        foreach (var option in SentGoods.Of(options))
        {
            WriteOne(json, option);
        }

        json.WriteEndArray();
    }

    private static void WriteOne(Utf8JsonWriter json, FulfillmentOption option)
    {
        json.WriteStartObject();
        json.WriteString("type", FulfillmentNames.Of(option.Type));
        json.WriteString("id", option.Id);
        json.WriteString("title", option.Title);
        json.WriteOptional("subtitle", option.Description);
        if (option.Type == FulfillmentType.Shipping)
        {
            FulfillmentWriter.WriteCarriage(json, option);
        }

        json.WriteNumber("subtotal", option.Amount);
        json.WriteNumber("tax", option.Tax);
        json.WriteNumber("total", checked(option.Amount + option.Tax));
        json.WriteEndObject();
    }
}
