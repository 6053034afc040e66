using System.Globalization;
using Acp.Chaos.Auditing;
using Acp.Chaos.Platforms;
using Acp.Chaos.Provider;
using Acp.Chaos.Recovery;
using Acp.Storm;

namespace Acp.Chaos;

/// <summary>What a run has shown.</summary>
internal sealed record Report(
    ChaosOptions Options,
    TimeSpan Took,
    IReadOnlyList<Story> Stories,
    IReadOnlyList<Charge> Charges,
    IReadOnlyList<Shelf> Shelves,
    Tally Replies,
    Waits Waits,
    IReadOnlyList<Death> Deaths)
{
    private const int MostViolations = 30;

    public IReadOnlyDictionary<string, int> Faults { get; init; } = new Dictionary<string, int>();

    /// <summary>What was measured or seen besides, a line each.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    public IReadOnlyList<Violation> Violations { get; init; } = [];

    public IReadOnlyList<string> Timelines { get; init; } = [];

    public string ToText() => Join(
        Head(),
        Lines("faults", Faults.Select(fault => $"{fault.Value,6}  {fault.Key}")),
        Lines("replies", Replies.Replies.OrderByDescending(reply => reply.Value).Select(reply => $"{reply.Value,6}  {reply.Key}")),
        Lines("from a lost reply to the order, seconds", Waited()),
        Lines("after kill -9: sessions created there, still open, completed elsewhere, seconds from the kill", Recovered().Concat(Deaths.Select(Line))),
        Lines("also seen", Findings),
        Verdict());

    private string Head() => string.Create(CultureInfo.InvariantCulture, $"""
        {Options.Engine} × {Options.Nodes}, {Options.Agents} agents, seed {Options.Seed}, {Took.TotalSeconds:0} s under load
          sessions  {Stories.Count}: {Count(story => story.IsCompleted)} completed, {Count(story => story.IsCanceled)} canceled, {Count(story => story.Status == "ready_for_payment")} left unpaid, {Count(story => story.Status.EndsWith("in_progress", StringComparison.Ordinal))} in progress
          charges   {Charges.Count}
          calls     {Replies.Calls}, p50 {Replies.Percentile(0.5):0.0} ms, p99 {Replies.Percentile(0.99):0.0} ms
          stock     {string.Join("; ", Shelves.Select(shelf => $"{shelf.Item}: {shelf.Left} of {shelf.Stock} left"))}
        """);

    private string Verdict() => Join(
        $"  verdict   {(Violations.Count == 0 ? "holds: no violation" : $"violated: {Violations.Count} violations")}",
        Lines("violations", Violations.Take(MostViolations).Select(violation => violation.ToString())),
        string.Join(Environment.NewLine, Timelines));

    private IEnumerable<string> Waited() => Waits.All.Count == 0
        ? []
        : [Spread("all", Waits.All), .. Waits.ByAgent.Select(agent => Spread($"agent {agent.Key}", agent.Value))];

    private IEnumerable<string> Recovered()
    {
        double[] firsts = [.. Deaths.Select(death => death.First).OfType<TimeSpan>().Select(time => time.TotalSeconds).Order()];
        double[] lasts = [.. Deaths.Select(death => death.Last).OfType<TimeSpan>().Select(time => time.TotalSeconds).Order()];
        return firsts.Length == 0 ? [] : [Spread("first", firsts, "kills "), Spread("last", lasts, "kills ")];
    }

    private int Count(Func<SessionView, bool> which) => Stories.Count(story => story.Final is { } final && which(final));

    private static string Spread(string who, IReadOnlyList<double> seconds, string of = "orders") => string.Create(
        CultureInfo.InvariantCulture,
        $"{who,-9} {seconds.Count,6} {of}   p50 {Waits.Percentile(seconds, 0.5),6:0.00}   p90 {Waits.Percentile(seconds, 0.9),6:0.00}   p99 {Waits.Percentile(seconds, 0.99),6:0.00}   max {seconds[^1],6:0.00}");

    private static string Line(Death death) => string.Create(
        CultureInfo.InvariantCulture,
        $"at {death.At.TotalSeconds,7:0.0}  node {string.Join(", ", death.Nodes),-8} {death.Sessions,4} sessions   first {Seconds(death.First)}   last {Seconds(death.Last)}");

    private static string Seconds(TimeSpan? time) => time is { } it ? EventLog.Seconds(it) : "–";

    private static string Lines(string title, IEnumerable<string> lines) => lines.ToArray() switch
    {
        [] => "",
        var all => $"  {title}{Environment.NewLine}    {string.Join($"{Environment.NewLine}    ", all)}",
    };

    private static string Join(params IEnumerable<string> parts) => string.Join(Environment.NewLine, parts.Where(part => part.Length > 0));
}
