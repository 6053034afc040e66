using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Gateway.Admin;

/// <summary>What happened to a session, oldest first: every attempt, every send, every outcome. Never a token.</summary>
internal static class SessionTimeline
{
    public static byte[] Render(CheckoutSession session, IReadOnlyList<AuditEntry> audit, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            Write(json, session, audit, now);
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, CheckoutSession session, IReadOnlyList<AuditEntry> audit, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", session.Id);
        json.WriteString("platform", session.Platform);
        json.WriteString("status", JsonNamingPolicy.SnakeCaseLower.ConvertName(session.StatusAt(now).ToString()));
        json.WriteString("payment", JsonNamingPolicy.SnakeCaseLower.ConvertName(session.Payment.GetType().Name));
        json.WriteNumber("total", session.Quote.Total);
        json.WriteString("currency", session.Currency);
        json.WriteString("order", session.Order?.Id);
        json.WriteStartArray("timeline");
        foreach (var entry in audit)
        {
            WriteEntry(json, entry);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("at", entry.At);
        json.WriteString("event", entry.Event);
        json.WriteString("by", entry.Actor);
        json.WritePropertyName("detail");
        json.WriteRawValue(entry.Detail);
        json.WriteEndObject();
    }
}
