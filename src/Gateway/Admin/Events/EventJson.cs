using System.Text.Json;
using Acp.ProviderEvents;
using Acp.Store;

namespace Acp.Gateway.Admin.Events;

/// <summary>An event of the payment provider as the support desk sees it.</summary>
internal static class EventJson
{
    public static string Word(ProviderEventStatus status) => status.ToString().ToLowerInvariant();

    /// <param name="audit">Null: without the timeline.</param>
    public static byte[] Render(ProviderEventView view, IReadOnlyList<AuditEntry>? audit = null) => AdminJson.Render(json => Write(json, view, audit));

    public static void Write(Utf8JsonWriter json, ProviderEventView view, IReadOnlyList<AuditEntry>? audit = null)
    {
        json.WriteStartObject();
        json.WriteString("id", view.Facts.Id);
        json.WriteString("type", view.Facts.Type);
        json.WriteString("subject", JsonNamingPolicy.SnakeCaseLower.ConvertName(view.Facts.Subject.ToString()));
        json.WriteString("status", Word(view.Status));
        json.WriteNumber("tries", view.Tries);
        json.WriteString("why", view.Why);
        json.WriteTime("happenedAt", view.Facts.HappenedAt);
        json.WriteTime("receivedAt", view.ReceivedAt);
        json.WriteTime("nextTryAt", view.NextTryAt);
        WriteMarks(json, view.Facts);
        if (audit is not null)
        {
            json.WriteTimeline(audit);
        }

        json.WriteEndObject();
    }

    private static void WriteMarks(Utf8JsonWriter json, EventFacts facts)
    {
        json.WriteString("session", facts.Session);
        json.WriteString("issue", facts.Issue);
        json.WriteString("token", facts.Token);
        json.WriteString("paymentIntent", facts.Intent);
    }
}
