using System.Globalization;
using System.Text.Json;

namespace Acp.Storm;

/// <summary>What a run has shown.</summary>
internal sealed record Report(
    StormOptions Options, string Run, IReadOnlyList<Target> Targets, Tally Storm, TimeSpan StormTook, Tally Quiet, TimeSpan QuietTook)
{
    private const int MostViolations = 20;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>False where it was stopped.</summary>
    public bool IsComplete { get; init; }

    public IReadOnlyList<string> Violations { get; } = [.. Targets.SelectMany(target => target.Violations)];

    public string Verdict => Violations.Count > 0 ? "violated" : IsComplete ? "holds" : "stopped before it could be told";

    private int Orders => Targets.Sum(target => target.Orders.Count);

    private int? Charges => Targets.Any(target => target.Charges is not null) ? Targets.Sum(target => target.Charges?.Count ?? 0) : null;

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Options.Url,
            Mix = Options.Mix.ToString(),
            Options.Seed,
            Run,
            Sessions = Targets.Count,
            Calls = Storm.Calls,
            Seconds = Math.Round(StormTook.TotalSeconds, 3),
            P50Ms = Math.Round(Storm.Percentile(0.5), 1),
            P99Ms = Math.Round(Storm.Percentile(0.99), 1),
            Storm.Replies,
            Quiet = new { Quiet.Calls, Seconds = Math.Round(QuietTook.TotalSeconds, 3), Quiet.Replies },
            Completed = Targets.Count(target => target.Final is { IsCompleted: true }),
            Canceled = Targets.Count(target => target.Final is { IsCanceled: true }),
            Orders,
            Charges,
            Violations,
            Verdict,
        },
        Json);

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"""
        {Options.Mix} on {Options.Url}, {Options.Concurrency} calls at once, seed {Options.Seed}, run {Run}
          storm     {Storm.Calls} calls to {Targets.Count} sessions in {StormTook.TotalSeconds:0.00} s, p50 {Storm.Percentile(0.5):0.0} ms, p99 {Storm.Percentile(0.99):0.0} ms
        {Lines(Storm)}
          after it  {Quiet.Calls} calls in {QuietTook.TotalSeconds:0.00} s
        {Lines(Quiet)}
          sessions  {Targets.Count(target => target.Final is { IsCompleted: true })} completed, {Targets.Count(target => target.Final is { IsCanceled: true })} canceled, {Targets.Count(target => target.Final is null)} not at an end
          orders    {Orders}
          charges   {(Charges is { } charges ? $"{charges}" : "not read: no --oracle")}
          verdict   {Verdict}
        """) + string.Concat(Violations.Take(MostViolations).Select(violation => $"{Environment.NewLine}    {violation}"))
        + (Violations.Count > MostViolations ? $"{Environment.NewLine}    … and {Violations.Count - MostViolations} more" : "");

    private static string Lines(Tally tally) =>
        string.Join(Environment.NewLine, tally.Replies.OrderByDescending(reply => reply.Value).Select(reply => $"    {reply.Value,8}  {reply.Key}"));
}
