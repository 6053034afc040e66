using System.Globalization;
using System.Text;

namespace Acp.Gateway.Reconciling;

/// <summary>A report as text: a line for each finding, and beneath it what is to be done.</summary>
internal static class FindingTable
{
    public static string Text(ReconcileReport report)
    {
        var text = new StringBuilder();
        if (report.Findings.Count > 0)
        {
            Add(text, "TIME", "FINDING", "AT PROVIDER", "HERE", "PAYMENT, SESSION, ORDER");
        }

        foreach (var (finding, isMended) in report.Findings)
        {
            Add(
                text,
                finding.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                FindingWords.Of(finding.Kind),
                FindingWords.Amount(finding, finding.There),
                FindingWords.Amount(finding, finding.Here),
                string.Join(' ', new[] { finding.IntentId, finding.Session, finding.Order }.OfType<string>()));
            text.Append("    ").AppendLine(isMended ? FindingWords.Repaired(finding) : FindingWords.Sentence(finding));
        }

        foreach (var order in report.Unanswered)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Order {order}: the provider does not tell of its payment, which may have been made on another account.");
        }

        return text.AppendLine(Sum(report)).ToString();
    }

    private static string Sum(ReconcileReport report)
    {
        var mended = report.Findings.Count(it => it.IsMended);
        var left = report.Findings.Count - mended;
        var sum = $"{FindingWords.Count(report.Payments, "payment")} at the provider, {FindingWords.Count(report.Orders, "order")} here: "
            + $"{(left == 0 ? "they agree" : FindingWords.Count(left, "finding"))}{(mended == 0 ? "" : $", {FindingWords.Count(mended, "repair")}")}.";
        return report.Problem is { } problem ? $"{sum} NOT FINISHED: {problem}" : report.Unanswered.Count > 0 ? $"{sum} NOT FINISHED." : sum;
    }

    // Names come from the provider, where others may write, too: nothing of them moves a terminal's cursor.
    private static void Add(StringBuilder text, string time, string kind, string there, string here, string names) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"{time,-20}  {kind,-15}  {there,14}  {here,14}  {Plain(names)}");

    private static string Plain(string cell) => new([.. cell.Where(c => !char.IsControl(c)).Take(200)]);
}
