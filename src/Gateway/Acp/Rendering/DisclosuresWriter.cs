using System.Text.Json;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

internal static class DisclosuresWriter
{
    /// <param name="disclosures">Markdown among them is free of raw HTML: the catalog is refused otherwise.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Disclosure> disclosures)
    {
        if (disclosures.Count == 0)
        {
            return;
        }

        json.WriteStartArray("disclosures");
        foreach (var disclosure in disclosures)
        {
            json.WriteStartObject();
            json.WriteString("type", "disclaimer");
            json.WriteString("content_type", disclosure.IsMarkdown ? "markdown" : "plain");
            json.WriteString("content", disclosure.Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
