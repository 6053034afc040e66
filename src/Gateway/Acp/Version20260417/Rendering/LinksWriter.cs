using System.Text.Json;

namespace Acp.Gateway.Version20260417.Rendering;

internal static class LinksWriter
{
    public static void Write(Utf8JsonWriter json, MerchantOptions merchant)
    {
        json.WriteStartArray("links");
        foreach (var link in merchant.Links)
        {
            json.WriteStartObject();
            json.WriteString("type", link.Type);
            json.WriteOptional("title", link.Title);
            json.WriteString("url", link.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
