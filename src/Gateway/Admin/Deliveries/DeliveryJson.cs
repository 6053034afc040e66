using System.Text.Json;
using Acp.Deliveries;
using Acp.Store;

namespace Acp.Gateway.Admin.Deliveries;

/// <summary>A delivery as the support desk sees it. Of what was sent it shows when and what became of it, never the order's own data.</summary>
internal static class DeliveryJson
{
    public static string Word(DeliveryStatus status) => status.ToString().ToLowerInvariant();

    /// <param name="audit">Null: without the sends and the timeline.</param>
    public static void Write(Utf8JsonWriter json, DeliveryRecord delivery, IReadOnlyList<AuditEntry>? audit = null)
    {
        json.WriteStartObject();
        json.WriteString("endpoint", delivery.Endpoint);
        json.WriteString("order", delivery.Order);
        json.WriteString("status", Word(delivery.Status));
        json.WriteNumber("delivered", delivery.Delivered);
        json.WriteNumber("newest", delivery.Seen);
        json.WriteNumber("tries", delivery.Tries);
        json.WriteTime("failingSince", delivery.FailingSince);
        json.WriteTime("nextTryAt", delivery.NextTryAt);
        json.WriteTime("deadSince", delivery.DeadSince);
        json.WriteTime("updatedAt", delivery.UpdatedAt);
        WriteSkipped(json, delivery);
        if (audit is not null)
        {
            WriteSends(json, delivery);
            json.WriteTimeline(audit);
        }

        json.WriteEndObject();
    }

    private static void WriteSkipped(Utf8JsonWriter json, DeliveryRecord delivery)
    {
        json.WriteStartArray("skipped");
        foreach (var range in delivery.Skipped)
        {
            json.WriteStartObject();
            json.WriteNumber("from", range.From);
            json.WriteNumber("to", range.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSends(Utf8JsonWriter json, DeliveryRecord delivery)
    {
        json.WriteStartArray("sends");
        foreach (var send in delivery.Sends)
        {
            json.WriteStartObject();
            json.WriteTime("at", send.At);
            json.WriteNumber("sequence", send.Sequence);
            json.WriteAmount("status", send.Status);
            json.WriteNumber("milliseconds", send.Milliseconds);
            json.WriteString("why", send.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
