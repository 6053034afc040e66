using System.Text.Json;

namespace Acp.Gateway.Rendering;

internal static class LinksWriter
{
    public static void Write(Utf8JsonWriter json, MerchantOptions merchant, Vocabulary words)
    {
        json.WriteStartArray("links");
        foreach (var link in merchant.Links)
        {
            if (words.LinkTypes.TryGetValue(link.Type, out var type))
            {
                Write(json, type, words.HasLinkTitles ? link.Title : null, link.Url);
            }
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string type, string? title, string url)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteOptional("title", title);
        json.WriteString("url", url);
        json.WriteEndObject();
    }
}
