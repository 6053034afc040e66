using System.Text.Json;
using Acp.Gateway.Rendering;
using Acp.Pricing;
using Microsoft.Extensions.Options;

namespace Acp.Gateway;

/// <summary>What anyone may know: versions, base URL, services. No merchant ids, handlers or secrets.</summary>
internal sealed class Discovery(AcpVersions versions, ICatalog catalog, IOptions<MerchantOptions> merchant)
{
    public Task Describe(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "public, max-age=3600";
        var body = ToJson();
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body).AsTask();
    }

    private ReadOnlyMemory<byte> ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteProtocol(json);
            json.WriteString("api_base_url", merchant.Value.UrlOf(string.Empty));
            json.WriteTexts("transports", ["rest"]);
            WriteCapabilities(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void WriteProtocol(Utf8JsonWriter json)
    {
        json.WriteStartObject("protocol");
        json.WriteString("name", "acp");
        json.WriteString("version", versions.NewestFirst[0]);
        json.WriteTexts("supported_versions", versions.NewestFirst.Reverse());
        json.WriteEndObject();
    }

    private void WriteCapabilities(Utf8JsonWriter json)
    {
        json.WriteStartObject("capabilities");
        json.WriteTexts("services", ["checkout"]);
        json.WriteStartArray("extensions");
        json.WriteStartObject();
        json.WriteString("name", "discount");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteTexts("intervention_types", CapabilitiesWriter.Interventions(merchant.Value));
        json.WriteTexts("supported_currencies", catalog.Currencies.Order(StringComparer.Ordinal));
        json.WriteEndObject();
    }
}
