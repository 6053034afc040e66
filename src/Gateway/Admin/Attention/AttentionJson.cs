using System.Text.Json;
using Acp.Store;

namespace Acp.Gateway.Admin.Attention;

/// <summary>The report as its OpenAPI schema has it.</summary>
internal static class AttentionJson
{
    public static byte[] Render(AttentionReport report) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        json.WriteTime("at", report.At);
        json.WriteNumber("total", report.Total);
        Write(json, "unknownAttempts", report.UnknownAttempts, AttentionItems.WriteAttempt);
        Write(json, "waitingSessions", report.WaitingSessions, AttentionItems.WriteWaiting);
        Write(json, "unknownRefunds", report.UnknownRefunds, AttentionItems.WriteRefunds);
        Write(json, "deadLetters", report.DeadLetters, AttentionItems.WriteDeadLetter);
        Write(json, "leftEvents", report.LeftEvents, AttentionItems.WriteEvent);
        Write(json, "unconfirmedRevocations", report.UnconfirmedRevocations, AttentionItems.WriteRevocation);
        Write(json, "contradictions", report.Contradictions, ContradictionJson.Write);
        WriteOverdue(json, report);
        json.WriteEndObject();
    });

    /// <summary>Counts and ages only.</summary>
    public static void WriteCounts(Utf8JsonWriter json, AttentionReport report)
    {
        json.WriteStartObject("attention");
        json.WriteNumber("total", report.Total);
        WriteCount(json, "unknownAttempts", report.UnknownAttempts);
        WriteCount(json, "waitingSessions", report.WaitingSessions);
        WriteCount(json, "unknownRefunds", report.UnknownRefunds);
        WriteCount(json, "deadLetters", report.DeadLetters);
        WriteCount(json, "leftEvents", report.LeftEvents);
        WriteCount(json, "unconfirmedRevocations", report.UnconfirmedRevocations);
        WriteCount(json, "contradictions", report.Contradictions);
        json.WriteEndObject();
    }

    public static void WriteOverdue(Utf8JsonWriter json, AttentionReport report)
    {
        json.WriteStartObject("overdue");
        WriteLag(json, report, new Backlog(report.Overdue.Sum(lag => lag.Backlog.Count), report.Overdue.Min(lag => lag.Backlog.Oldest)));
        json.WriteStartArray("kinds");
        foreach (var lag in report.Overdue.Where(lag => lag.Backlog.Count > 0))
        {
            json.WriteStartObject();
            json.WriteString("kind", lag.Kind);
            WriteLag(json, report, lag.Backlog);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLag(Utf8JsonWriter json, AttentionReport report, Backlog backlog)
    {
        json.WriteNumber("count", backlog.Count);
        json.WriteTime("oldestSince", backlog.Oldest);
        json.WriteNumber("lagSeconds", backlog.Oldest is { } oldest ? Math.Max(0, (long)(report.At - oldest).TotalSeconds) : 0);
    }

    private static void Write(Utf8JsonWriter json, string member, MarkedStates marked, Action<Utf8JsonWriter, MarkedState> write)
    {
        json.WriteStartObject(member);
        json.WriteNumber("count", marked.Count);
        json.WriteTime("oldestSince", OldestOf(marked));
        json.WriteStartArray("items");
        foreach (var state in marked.Longest)
        {
            write(json, state);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, string member, MarkedStates marked)
    {
        json.WriteStartObject(member);
        json.WriteNumber("count", marked.Count);
        json.WriteTime("oldestSince", OldestOf(marked));
        json.WriteEndObject();
    }

    private static DateTimeOffset? OldestOf(MarkedStates marked) => marked.Longest is [var oldest, ..] ? oldest.Since : null;
}
