using System.Text;
using System.Text.Json;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Reading;

/// <summary>
/// Who led the shopper here. It must never stand in the way of a sale: one that does not say who claims it is dropped. But
/// it may not tell of the shopper, whoever sends it.
/// </summary>
internal static class Attributions
{
    private static readonly string[] Texts = ["token", "publisher_id", "campaign_id", "creative_id", "sub_id", "issued_at", "expires_at", "touchpoint"];

    /// <returns>The members that the protocol knows, as JSON text; null where there is no claim.</returns>
    /// <exception cref="RequestRefusedException">400 <c>pii_not_allowed</c> where a value looks like an address of a person.</exception>
    public static string? Read(Field attribution)
    {
        if (attribution.Json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        PersonalData.Refuse(attribution);
        return IsClaim(attribution) ? Copied(attribution) : null;
    }

    private static bool IsClaim(Field attribution) =>
        IsText(attribution["provider"]) && (IsText(attribution["token"]) || IsText(attribution["publisher_id"]));

    private static bool IsText(Field field) =>
        field.Json.ValueKind == JsonValueKind.String && field.Json.GetString() is { Length: > 0 and <= Limits.Text };

    private static string? Copied(Field attribution)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteText(json, attribution["provider"]);
            foreach (var member in Texts)
            {
                WriteText(json, attribution[member]);
            }

            WriteSource(json, attribution["source"]);
            FlatObjects.Write(json, attribution["metadata"]);
            json.WriteEndObject();
        }

        return buffer.Length <= Limits.Metadata ? Encoding.UTF8.GetString(buffer.ToArray()) : null;
    }

    private static void WriteText(Utf8JsonWriter json, Field field)
    {
        if (IsText(field))
        {
            json.WriteString(field.Location.Member!, field.Json.GetString());
        }
    }

    private static void WriteSource(Utf8JsonWriter json, Field source)
    {
        if (IsText(source["type"]))
        {
            json.WriteStartObject("source");
            WriteText(json, source["type"]);
            WriteText(json, source["url"]);
            json.WriteEndObject();
        }
    }
}
