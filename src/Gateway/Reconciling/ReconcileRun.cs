using System.Globalization;
using Acp.Payments;
using Acp.Reconciling;

namespace Acp.Gateway.Reconciling;

/// <summary>What a span came to.</summary>
/// <param name="Span">As it was asked for.</param>
/// <param name="Findings">Oldest first, each with whether it was mended.</param>
/// <param name="Unanswered">Orders of whose payments the provider would not tell.</param>
/// <param name="Problem">Why not all of it was compared; null where it was.</param>
internal sealed record ReconcileReport(
    LedgerSpan Span, int Payments, int Orders, IReadOnlyList<(Finding Finding, bool IsMended)> Findings, IReadOnlyList<string> Unanswered, string? Problem)
{
    public IEnumerable<Finding> Left => Findings.Where(it => !it.IsMended).Select(it => it.Finding);
}

/// <summary>Compares a span slice by slice, newest first, and mends what it is to mend.</summary>
/// <param name="reason">Null: nothing is mended.</param>
/// <param name="told">How far it has come.</param>
internal sealed class ReconcileRun(Reconciler reconciler, Mending mending, TimeProvider clock, string? reason, TextWriter told)
{
    private const string Operator = "command";
    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public async Task<ReconcileReport> Compare(LedgerSpan span)
    {
        var report = new ReconcileReport(span, 0, 0, [], [], Problem: null);
        for (var left = span; left.From < left.To;)
        {
            if (await Compare(left, report) is not { } covered)
            {
                return report with { Problem = $"The provider did not tell of the time before {Shown(left.To)}." };
            }

            (report, left) = (covered.Report, left with { To = covered.From });
            await told.WriteLineAsync($"Back to {Shown(left.To)}: {FindingWords.Count(report.Payments, "payment")} at the provider, {FindingWords.Count(report.Orders, "order")} here, {FindingWords.Count(report.Left.Count(), "finding")}.");
        }

        return report;
    }

    /// <returns>Null where the provider does not answer.</returns>
    private async Task<(ReconcileReport Report, DateTimeOffset From)?> Compare(LedgerSpan left, ReconcileReport sofar)
    {
        if (await Ask(left) is not Slice.Compared found)
        {
            return null;
        }

        var then = found;
        if (reason is not null && await Mended(found))
        {
            if (await Ask(found.Covered) is not Slice.Compared after)
            {
                return null;
            }

            then = after;
        }

        var mended = found.Findings.Where(finding => !then.Findings.Any(it => (it.IntentId, it.Reason) == (finding.IntentId, finding.Reason)));
        List<(Finding Finding, bool IsMended)> findings = [.. mended.Select(finding => (finding, true)), .. then.Findings.Select(finding => (finding, false))];
        return (sofar with
        {
            Payments = sofar.Payments + then.Payments,
            Orders = sofar.Orders + then.Orders,
            Findings = [.. findings.OrderBy(it => it.Finding.At), .. sofar.Findings],
            Unanswered = [.. sofar.Unanswered, .. then.Unanswered],
        }, then.Covered.From);
    }

    private async Task<bool> Mended(Slice.Compared found)
    {
        var any = false;
        foreach (var finding in found.Findings)
        {
            any |= await mending.Do(finding, Operator, reason!);
        }

        return any;
    }

    // The provider may turn calls away that nobody waits for.
    private async Task<Slice> Ask(LedgerSpan span)
    {
        for (var tries = 1; ; tries++)
        {
            var slice = await reconciler.Compare(span);
            if (slice is not Slice.NotAnswered || tries == Tries)
            {
                return slice;
            }

            await Task.Delay(Pause, clock);
        }
    }

    private static string Shown(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
