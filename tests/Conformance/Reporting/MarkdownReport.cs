using System.Globalization;
using System.Text;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;
using Acp.Conformance.Rules;

namespace Acp.Conformance.Reporting;

/// <summary>docs/conformance.md.</summary>
internal static class MarkdownReport
{
    private const string Head = """
        # Conformance

        What the protocol asks of a merchant's server, rule by rule, and whether this one keeps it, in each of the five released versions. A program that knows nothing of a server but its address tells it:

            dotnet run --project src/Gateway          # in one terminal
            dotnet run --project tests/Conformance    # in another

        It drives the server over HTTP, holds every answer against the JSON Schema of its version (`ACP_SPEC_DIR`), and exits with 0 only where nothing is red; `--help` tells what it has to know of another shop. This page is its report (`--markdown`) on a shop that leaves nothing out: with a place to pick things up, consents, an acquirer, and a platform that signs. [A test](../tests/Conformance.Tests/When_the_gateway_is_tried.cs) starts that shop, lets nothing be red, and holds the page against the report; with `ACP_WRITE_CONFORMANCE=1` it writes it. That the rules can fail is shown as well: [every planted deviation](../tests/Conformance.Tests/When_a_deviation_is_planted.cs) is found by the rule it breaks, and [a port where nobody listens](../tests/Conformance.Tests/When_nobody_answers.cs) turns all of them red.

        The documents contradict each other. Which of them counts: the dated JSON Schema before the dated OpenAPI before the examples before the RFCs, which carry no dates. A level of «must» or «should» is the protocol's; «decided» is where it is silent, or speaks of something that it leaves open.
        """;

    public static string Write(Report report)
    {
        var page = new StringBuilder(Head).AppendLine();
        WriteFigures(page, report);
        foreach (var (area, rules) in RuleBook.Areas)
        {
            WriteArea(page, area, rules, report);
        }

        WriteReasons(page, report);
        WriteContradictions(page);
        WriteReplays(page, report);
        WriteOutOfScope(page);
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void WriteFigures(StringBuilder page, Report report)
    {
        page.AppendLine().AppendLine("| version | rules | green | red | not tried | examples sent | green |").AppendLine("|---|---|---|---|---|---|---|");
        foreach (var version in report.Versions)
        {
            var rules = report.Findings.Where(it => it.Version == version).ToList();
            var replays = report.Replays.Where(it => it.Version == version).ToList();
            page.AppendLine(CultureInfo.InvariantCulture,
                $"| {version} | {rules.Count} | {rules.Count(it => it.State == State.Green)} | {rules.Count(it => it.State == State.Red)} | {rules.Count(it => it.State == State.NotTried)} | {replays.Count} | {replays.Count(it => it.State == State.Green)} |");
        }

        var all = RuleBook.All;
        page.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"{all.Count} rules: {all.Count(rule => rule.Level == Level.Must)} must, {all.Count(rule => rule.Level == Level.Should)} should, {all.Count(rule => rule.Level == Level.Decided)} decided.");
    }

    private static void WriteArea(StringBuilder page, string area, IReadOnlyList<Rule> rules, Report report)
    {
        page.AppendLine().AppendLine($"## {area}").AppendLine();
        page.AppendLine($"| rule | | level | {string.Join(" | ", Released.All)} | source | test |");
        page.AppendLine($"|---|---|---|{string.Concat(Released.All.Select(_ => "---|"))}---|---|");
        foreach (var rule in rules)
        {
            var states = Released.All.Select(version => rule.Versions.Contains(version) ? Word(report.Of(rule.Id, version)) : "");
            page.AppendLine($"| `{rule.Id}` | {rule.Text} | {rule.Level.ToString().ToLowerInvariant()} | {string.Join(" | ", states)} | {rule.Source} | [{rule.Test}](../tests/Conformance/Rules/{rule.Test.Split('.')[0]}.cs) |");
        }
    }

    private static void WriteReasons(StringBuilder page, Report report)
    {
        var others = report.Findings.Where(it => it.State != State.Green).ToList();
        if (others.Count == 0)
        {
            return;
        }

        page.AppendLine().AppendLine("## What is not green, and why").AppendLine();
        foreach (var group in others.GroupBy(it => (it.Rule.Id, it.State, Why: Short(it.Why))))
        {
            page.AppendLine($"- `{group.Key.Id}`, {string.Join(", ", group.Select(it => it.Version))}, {Word(group.First())}: {group.Key.Why}");
        }
    }

    private static void WriteContradictions(StringBuilder page)
    {
        page.AppendLine().AppendLine("## Where the documents contradict each other, and what we do").AppendLine();
        foreach (var (index, contradiction) in Contradictions.All.Index())
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"{index + 1}. {contradiction.Between} **{contradiction.Resolution}** {contradiction.Reason}");
        }
    }

    private static void WriteReplays(StringBuilder page, Report report)
    {
        page.AppendLine().AppendLine("## The published examples, sent").AppendLine();
        page.AppendLine("Every published request that its own schema accepts is sent as it stands; ids of items and options, and tokens, are the shop's. Its answer must fit the version's schema.").AppendLine();
        page.AppendLine("| version | example | |").AppendLine("|---|---|---|");
        foreach (var replay in report.Replays)
        {
            page.AppendLine($"| {replay.Version} | `{replay.Name}` | {(replay is { State: State.Green, Why: { } why } ? why : replay.State == State.Green ? "green" : $"{Words(replay.State)}: {Short(replay.Why)}")} |");
        }

        page.AppendLine().AppendLine("## The published examples that their own schema refuses").AppendLine();
        page.AppendLine("| version | file | example | what is wrong, first |").AppendLine("|---|---|---|---|");
        foreach (var example in report.Refused)
        {
            page.AppendLine($"| {example.Version} | {example.File} | `{example.Name}` | {Cell(example.Faults[0])} |");
        }
    }

    private static void WriteOutOfScope(StringBuilder page)
    {
        page.AppendLine().AppendLine("## Not tried here").AppendLine();
        foreach (var (what, why) in OutOfScope.All)
        {
            page.AppendLine($"- {what}: {why}");
        }
    }

    private static string Word(Finding? finding) => finding is null ? "?" : Words(finding.State);

    private static string Words(State state) => state switch { State.Green => "green", State.Red => "**red**", _ => "not tried" };

    // Ids and times of a run are no part of the page.
    private static string Short(string? why) => Cell((why ?? "").Split("; POST ")[0].Split("; GET ")[0]);

    private static string Cell(string text) => (text.Length > 200 ? text[..200] + "…" : text).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
