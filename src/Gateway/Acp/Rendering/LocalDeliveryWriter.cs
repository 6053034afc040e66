using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal static class LocalDeliveryWriter
{
    public static void Write(Utf8JsonWriter json, LocalDeliveryTerms delivery)
    {
        if (delivery is { Start: { } start, End: { } end })
        {
            json.WriteStartObject("delivery_window");
            json.WriteTime("start", start);
            json.WriteTime("end", end);
            json.WriteEndObject();
        }

        WriteArea(json, delivery);
    }

    private static void WriteArea(Utf8JsonWriter json, LocalDeliveryTerms delivery)
    {
        if (delivery is { RadiusMiles: null, CenterPostalCode: null })
        {
            return;
        }

        json.WriteStartObject("service_area");
        if (delivery.RadiusMiles is { } miles)
        {
            json.WriteNumber("radius_miles", miles);
        }

        json.WriteOptional("center_postal_code", delivery.CenterPostalCode);
        json.WriteEndObject();
    }
}
