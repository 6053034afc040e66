using System.Globalization;
using System.Text;
using Acp.Conformance.Driving;

namespace Acp.Conformance.Reporting;

/// <summary>For a terminal: what is red and what was not tried with the reason, and a table of figures.</summary>
internal static class TextReport
{
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        foreach (var same in report.Findings.Where(finding => finding.State != State.Green).GroupBy(finding => (finding.Rule, finding.State, finding.Why)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{Word(same.Key.State),-9} {same.Key.Rule.Id} ({same.Key.Rule.Test}), {string.Join(", ", same.Select(finding => finding.Version))}: {same.Key.Why}");
        }

        foreach (var replay in report.Replays.Where(replay => replay.State != State.Green))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{Word(replay.State),-9} {replay.Version} example {replay.Name}: {replay.Why}");
        }

        return text.AppendLine().Append(Table(report)).ToString();
    }

    private static string Table(Report report)
    {
        var table = new StringBuilder().AppendLine("version     green  red  not tried  examples green  red  not tried");
        foreach (var version in report.Versions)
        {
            var (rules, examples) = (Count(report.Findings.Where(it => it.Version == version).Select(it => it.State)), Count(report.Replays.Where(it => it.Version == version).Select(it => it.State)));
            table.AppendLine(CultureInfo.InvariantCulture, $"{version,-10} {rules.Green,6} {rules.Red,4} {rules.NotTried,10} {examples.Green,15} {examples.Red,4} {examples.NotTried,10}");
        }

        return table.ToString();
    }

    private static (int Green, int Red, int NotTried) Count(IEnumerable<State> states)
    {
        var all = states.ToList();
        return (all.Count(state => state == State.Green), all.Count(state => state == State.Red), all.Count(state => state == State.NotTried));
    }

    private static string Word(State state) => state == State.Red ? "red" : "not tried";
}
