using Acp.Chaos.Auditing;
using Acp.Chaos.Deployment;
using Acp.Chaos.Platforms;
using Acp.Chaos.Recovery;

namespace Acp.Chaos;

/// <summary>What every run has: a deployment, platforms that buy from it, and the audit at the end.</summary>
internal sealed class ChaosRun(ChaosOptions options, TimeProvider clock, TextWriter progress) : IAsyncDisposable
{
    private const int MostTimelines = 10;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    // From the moment everything is up: a call in flight may take its node's time-out, and its repeat another.
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(180);

    private readonly CancellationTokenSource closing = new();
    private readonly CancellationTokenSource hangUp = new();
    private Cluster? cluster;
    private Market? market;
    private Inspection? inspection;
    private TimeSpan underLoad;

    public ChaosOptions Options => options;

    public TimeProvider Clock => clock;

    public EventLog Log { get; } = new(progress, clock);

    public Kills Kills { get; } = new();

    public Cluster Cluster => cluster!;

    public Market Market => market!;

    /// <summary>Given up by whoever still waits for an answer.</summary>
    public CancellationToken HangUp => hangUp.Token;

    /// <exception cref="DeploymentFailedException">It does not come up.</exception>
    public async Task Deploy()
    {
        Log.Say($"{options.Engine} × {options.Nodes}, seed {options.Seed}");
        cluster = await Cluster.Start(options, Log, clock);
        market = new Market(cluster, Log, clock);
        inspection = new Inspection(market, Shop.Stock);
    }

    /// <summary>Platforms buy until <paramref name="act"/> has ended, and then bring what they began to its end.</summary>
    public async Task UnderLoad(Func<Task> act)
    {
        await using var beat = clock.CreateTimer(_ => Say(), null, Beat, Beat);
        var platforms = Enumerable.Range(1, options.Agents).Select(number => new Platform(Market, number, options.Seed).Run(closing.Token, hangUp.Token)).ToArray();
        var began = Log.Now;
        await act();
        await closing.CancelAsync();
        hangUp.CancelAfter(LastAnswers);
        await Task.WhenAll(platforms);
        underLoad = Log.Now - began;
        Log.Say("every platform has its answers; the audit begins");
    }

    /// <param name="failures">What did not come up again.</param>
    public async Task<Report> Audit(IReadOnlyDictionary<string, int> faults, IReadOnlyList<string> findings, IReadOnlyList<string> failures)
    {
        await using var beat = clock.CreateTimer(_ => Log.Progress($"{inspection!.Done} of {Market.Stories.Count} sessions inspected"), null, Beat, Beat);
        await inspection!.Run();
        var shelves = await inspection.Shelves();
        var charges = await Cluster.Provider.Charges();
        Violation[] violations = [.. Auditor.Examine(Market.Stories, charges, shelves), .. failures.Concat(Deaths()).Select(how => new Violation(null, "process", how))];
        return new Report(options, underLoad, [.. Market.Stories], charges, shelves, Market.Replies, Market.Waits, Kills.Deaths(Market.Stories))
        {
            Faults = faults,
            Findings = [.. findings, .. options.Engine == Engine.Silo ? Cluster.Nodes.SelectMany(node => node.Deaths) : []],
            Violations = violations,
            Timelines = await Timelines(violations),
        };
    }

    public async ValueTask DisposeAsync()
    {
        market?.Dispose();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        closing.Dispose();
        hangUp.Dispose();
    }

    // A silo that the others took for dead, because it was frozen or cut off, ends by itself and is started again: as it must.
    private IEnumerable<string> Deaths() => options.Engine == Engine.Silo ? [] : Cluster.Nodes.SelectMany(node => node.Deaths);

    private async Task<IReadOnlyList<string>> Timelines(IEnumerable<Violation> violations)
    {
        var timelines = new List<string>();
        foreach (var id in violations.Select(violation => violation.Session).OfType<string>().Distinct().Take(MostTimelines))
        {
            var story = Market.Stories.FirstOrDefault(story => story.Id == id);
            timelines.Add(Timeline.Of(id, story, Log, await Cluster.Provider.CallsOf(id)));
        }

        return timelines;
    }

    private void Say() => Log.Progress(
        $"{Market.Stories.Count} sessions, {Market.Stories.Count(story => story.CompletedAt is not null)} completed, {Market.Replies.Calls} calls");
}
