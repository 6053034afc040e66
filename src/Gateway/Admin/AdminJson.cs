using System.Text.Json;
using Acp.Store;

namespace Acp.Gateway.Admin;

/// <summary>What the replies under <c>/admin</c> have in common. What is not known is null, never left out.</summary>
internal static class AdminJson
{
    public static byte[] Render(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.ToArray();
    }

    /// <summary>RFC 3339 in UTC.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string member, DateTimeOffset? time)
    {
        if (time is { } at)
        {
            json.WriteString(member, at.UtcDateTime);
        }
        else
        {
            json.WriteNull(member);
        }
    }

    public static void WriteAmount(this Utf8JsonWriter json, string member, long? minorUnits)
    {
        if (minorUnits is { } amount)
        {
            json.WriteNumber(member, amount);
        }
        else
        {
            json.WriteNull(member);
        }
    }

    /// <summary>An object of these members; null where there is none.</summary>
    public static void WriteObject<T>(this Utf8JsonWriter json, string member, T? value, Action<T> writeMembers)
        where T : class
    {
        if (value is null)
        {
            json.WriteNull(member);
            return;
        }

        json.WriteStartObject(member);
        writeMembers(value);
        json.WriteEndObject();
    }

    /// <param name="value">JSON as it was kept.</param>
    public static void WriteRaw(this Utf8JsonWriter json, string member, string? value)
    {
        json.WritePropertyName(member);
        json.WriteRawValue(value ?? "null");
    }

    /// <summary>Who did what and why, oldest first.</summary>
    public static void WriteTimeline(this Utf8JsonWriter json, IReadOnlyList<AuditEntry> audit)
    {
        json.WriteStartArray("timeline");
        foreach (var entry in audit)
        {
            json.WriteStartObject();
            json.WriteTime("at", entry.At);
            json.WriteString("event", entry.Event);
            json.WriteString("by", entry.Actor);
            json.WriteRaw("detail", entry.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
