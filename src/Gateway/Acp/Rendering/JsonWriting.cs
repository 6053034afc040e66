using System.Text.Json;

namespace Acp.Gateway.Rendering;

internal static class JsonWriting
{
    /// <summary>The protocol's schemas know no null: what is unknown is left out.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string member, string? value)
    {
        if (value is not null)
        {
            json.WriteString(member, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string member, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteTime(member, known);
        }
    }

    /// <summary>RFC 3339 in UTC.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string member, DateTimeOffset time) =>
        json.WriteString(member, time.UtcDateTime);

    public static void WriteTexts(this Utf8JsonWriter json, string member, IEnumerable<string> texts)
    {
        json.WriteStartArray(member);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
