using System.Text.Json;
using Acp.Gateway.Orders;
using Acp.Gateway.Rendering;
using Acp.Orders;
using Acp.Store;

namespace Acp.Gateway.Admin.Orders;

/// <summary>An order as the merchant's people see it.</summary>
internal static class OrderJson
{
    /// <summary>All of it: what the merchant's own webhook tells, and what nobody outside is told.</summary>
    public static byte[] Render(OrderRecord record, IReadOnlyList<AuditEntry> audit, MerchantOptions merchant) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        WriteRow(json, record.Snapshot());
        json.WritePropertyName("order");
        MerchantOrderWriter.WriteOrder(json, record.Snapshot(), merchant);
        WriteNotes(json, record.Notes);
        json.WriteObject("erased", record.Erased, erased => WriteErased(json, erased));
        json.WriteTimeline(audit);
        json.WriteEndObject();
    });

    /// <summary>What a command came to, and the order as it stands after it.</summary>
    public static byte[] Render(OrderAnswer.Done done, OrderRecord record) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("changed", done.Changed);
        json.WriteString("made", done.Id);
        json.WritePropertyName("order");
        Write(json, record.Snapshot());
        json.WriteEndObject();
    });

    public static void Write(Utf8JsonWriter json, OrderSnapshot order)
    {
        json.WriteStartObject();
        WriteRow(json, order);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, OrderSnapshot order)
    {
        json.WriteString("id", order.Id);
        json.WriteString("number", order.Number);
        json.WriteString("platform", order.Platform);
        json.WriteString("session", order.SessionId);
        json.WriteString("status", OrderNames.Of(order.Status));
        json.WriteNumber("sequence", order.Sequence);
        json.WriteString("currency", order.Currency);
        json.WriteNumber("charged", order.Charged);
        json.WriteNumber("refunded", order.Refunded);
        AdminJson.WriteTime(json, "placedAt", order.PlacedAt);
        AdminJson.WriteTime(json, "updatedAt", order.UpdatedAt);
    }

    private static void WriteErased(Utf8JsonWriter json, ErasedOrder erased)
    {
        json.WriteTime("at", erased.At);
        json.WriteString("country", erased.Country);
        json.WriteString("state", erased.State);
    }

    private static void WriteNotes(Utf8JsonWriter json, IReadOnlyList<OrderNote> notes)
    {
        json.WriteStartArray("notes");
        foreach (var note in notes)
        {
            json.WriteStartObject();
            AdminJson.WriteTime(json, "at", note.At);
            json.WriteString("by", note.By);
            json.WriteString("text", note.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
