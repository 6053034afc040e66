using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Admin.Attention;

namespace Acp.Gateway.Admin.Stories;

/// <summary><c>GET /admin/checkout_sessions/{id}/story</c>: one checkout's whole life in the order of time.</summary>
internal static class StoryEndpoint
{
    public static async Task<IResult> Handle(string id, StoryTeller teller, TimeProvider clock) =>
        SessionIds.IsPossible(id) && await teller.Tell(id) is { } story
            ? AdminReply.Json(AdminJson.Render(json => Write(json, story, clock.GetUtcNow())))
            : AdminReply.NotFound("checkout session");

    private static void Write(Utf8JsonWriter json, Story story, DateTimeOffset now)
    {
        var placed = story.Order?.Placed;
        json.WriteStartObject();
        json.WriteString("session", story.Id);
        json.WriteBoolean("forgotten", story.Session is null);
        json.WriteString("platform", story.Session?.Platform ?? placed?.Platform);
        json.WriteString("status", AttentionItems.Word(story.Session?.StatusAt(now) ?? CheckoutStatus.Completed));
        json.WriteString("order", placed?.Id);
        json.WriteString("orderNumber", placed?.Number);
        json.WriteNumber("total", story.Session?.Quote.Total ?? placed?.Payment?.Amount ?? 0);
        json.WriteString("currency", story.Session?.Currency ?? placed?.Currency);
        json.WriteTime("createdAt", story.Session?.CreatedAt ?? placed?.PlacedAt);
        json.WriteBoolean("cut", story.IsCut);
        json.WriteStartArray("story");
        foreach (var entry in story.Entries)
        {
            Write(json, entry);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StoryEntry entry)
    {
        json.WriteStartObject();
        json.WriteTime("at", entry.At);
        json.WriteString("kind", AttentionItems.Word(entry.Kind));
        json.WriteString("what", entry.What);
        json.WriteString("by", entry.By);
        json.WriteRaw("detail", entry.Detail);
        json.WriteString("state", AttentionItems.Word(entry.State));
        json.WriteObject("request", entry.Request, request => Write(json, request));
        json.WriteObject("call", entry.Call, call => Write(json, call));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, StoryRequest request)
    {
        json.WriteString("on", request.On);
        json.WriteString("id", request.Id);
        json.WriteString("key", request.Key);
        json.WriteString("version", request.Version);
        json.WriteAmount("status", request.Status);
        json.WriteBoolean("joined", request.Joined);
    }

    private static void Write(Utf8JsonWriter json, StoryCall call)
    {
        json.WriteString("operation", call.Operation);
        json.WriteAmount("status", call.Status);
        json.WriteString("id", call.Id);
        json.WriteAmount("attempt", call.Attempt);
        json.WriteAmount("send", call.Send);
        json.WriteBoolean("replayed", call.Replayed);
    }
}
