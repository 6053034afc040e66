using System.Text;
using System.Text.Json;
using Acp.Gateway.Admin;
using Acp.Payments;
using Acp.Reconciling;

namespace Acp.Gateway.Reconciling;

/// <summary>Findings for programs.</summary>
internal static class FindingJson
{
    public static string Text(ReconcileReport report) => Encoding.UTF8.GetString(AdminJson.Render(json =>
    {
        json.WriteStartObject();
        json.WriteTime("from", report.Span.From);
        json.WriteTime("to", report.Span.To);
        json.WriteBoolean("finished", report.Problem is null && report.Unanswered.Count == 0);
        json.WriteNumber("payments", report.Payments);
        json.WriteNumber("orders", report.Orders);
        WriteFindings(json, report.Findings);
        WriteUnanswered(json, report.Unanswered);
        json.WriteEndObject();
    })) + Environment.NewLine;

    /// <param name="span">As it was asked for; <c>next</c> is the <c>to</c> of the request for what is left of it.</param>
    public static byte[] Render(LedgerSpan span, Slice.Compared slice, IReadOnlyList<Finding> mended) => AdminJson.Render(json =>
    {
        json.WriteStartObject();
        json.WriteTime("from", slice.Covered.From);
        json.WriteTime("to", slice.Covered.To);
        json.WriteTime("next", slice.Covered.From > span.From ? slice.Covered.From : null);
        json.WriteNumber("payments", slice.Payments);
        json.WriteNumber("orders", slice.Orders);
        WriteFindings(json, [.. mended.Select(finding => (finding, true)), .. slice.Findings.Select(finding => (finding, false))]);
        WriteUnanswered(json, slice.Unanswered);
        json.WriteEndObject();
    });

    private static void WriteFindings(Utf8JsonWriter json, IEnumerable<(Finding Finding, bool IsMended)> findings)
    {
        json.WriteStartArray("findings");
        foreach (var (finding, isMended) in findings)
        {
            Write(json, finding, isMended);
        }

        json.WriteEndArray();
    }

    private static void WriteUnanswered(Utf8JsonWriter json, IEnumerable<string> orders)
    {
        json.WriteStartArray("unanswered");
        foreach (var order in orders)
        {
            json.WriteStringValue(order);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Finding finding, bool isMended)
    {
        json.WriteStartObject();
        json.WriteString("kind", FindingWords.Of(finding.Kind));
        json.WriteString("reason", FindingWords.Of(finding.Reason));
        json.WriteString("message", FindingWords.Sentence(finding));
        json.WriteString("repair", FindingWords.Of(finding.Mend));
        json.WriteBoolean("repaired", isMended);
        json.WriteTime("at", finding.At);
        json.WriteString("payment", finding.IntentId);
        json.WriteString("session", finding.Session);
        json.WriteString("order", finding.Order);
        json.WriteAmount("atProvider", finding.There);
        json.WriteAmount("here", finding.Here);
        json.WriteString("currency", finding.Currency);
        json.WriteEndObject();
    }
}
