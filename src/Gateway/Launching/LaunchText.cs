using System.Diagnostics;
using System.Text;
using Acp.Gateway.Reconciling;
using Acp.Launching;

namespace Acp.Gateway.Launching;

/// <summary>A report for people: a line for each item, and beneath it how it is mended.</summary>
internal static class LaunchText
{
    private const int Width = 110;
    private const int Indent = 9;

    public static string Of(LaunchReport report)
    {
        var text = new StringBuilder($"Launch check of {report.PublicUrl ?? "a gateway without a public address"} ({report.Environment ?? "nothing was looked at"}).").AppendLine();
        text.AppendLine("It looks and changes nothing: no charge, no session, no migration, nothing written.");
        foreach (var section in report.Sections.Where(section => section.Findings.Count > 0))
        {
            text.AppendLine().AppendLine(section.Title);
            foreach (var finding in section.Findings)
            {
                Add(text, finding);
            }
        }

        return text.AppendLine().AppendLine(Sum(report)).ToString();
    }

    private static string Sum(LaunchReport report) =>
        $"{(report.IsReady ? "READY" : "NOT READY")}: {report.Passed} passed, {report.Failed} failed, {FindingWords.Count(report.Warned, "warning")}, {report.NotChecked} could not be checked."
        + (report is { Failed: 0, IsReady: false } ? " Warnings fail, because of --strict." : "");

    private static void Add(StringBuilder text, LaunchFinding finding)
    {
        var (mark, mend) = finding switch
        {
            LaunchFinding.Passed => ("ok", null),
            LaunchFinding.Failed it => ("FAIL", it.Mend),
            LaunchFinding.Warned it => ("warn", it.Mend),
            LaunchFinding.NotChecked it => ("?", it.Mend),
            _ => throw new UnreachableException($"Unhandled {finding}."),
        };
        Wrap(text, $"  {mark,-4}   ", finding.Text);
        if (mend is not null)
        {
            Wrap(text, new string(' ', Indent), $"-> {mend}");
        }
    }

    private static void Wrap(StringBuilder text, string first, string sentence)
    {
        var line = new StringBuilder(first);
        var isEmpty = true;
        foreach (var word in sentence.Split(' ', '\r', '\n'))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                text.Append(line).AppendLine();
                line.Clear().Append(' ', Indent);
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        text.Append(line).AppendLine();
    }
}
