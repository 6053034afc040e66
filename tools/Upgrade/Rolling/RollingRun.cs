using Acp.Chaos;
using Acp.Chaos.Auditing;
using Acp.Chaos.Deployment;
using Acp.Chaos.Webhooks;

namespace Acp.Upgrade.Rolling;

/// <summary>
/// A cluster of an earlier version becomes one of this version, node by node and under load, goes back where the earlier
/// one can, and comes forward again; then everything that agents and endpoints saw is held against the provider's ledger.
/// </summary>
internal sealed class RollingRun(RollingOptions options, TimeProvider clock, TextWriter progress)
{
    private static readonly string[] Endpoints = [HookDeployment.Merchant, HookDeployment.Platform];

    // A message that failed while its node went is tried again within seconds, and by another node within a minute.
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromMinutes(3);

    private readonly List<string> findings = [];
    private readonly List<string> failures = [];

    /// <exception cref="DeploymentFailedException">It does not come up.</exception>
    public async Task<(string Report, bool Holds)> Go(CancellationToken stop)
    {
        await using var before = await EarlierVersion.Get(options, told => progress.WriteLine(told));
        await using var receiver = await Receiver.Start(clock);
        await using var run = new ChaosRun(Chaos(before.Build, receiver), clock, progress);
        await run.Deploy();
        using var desk = new Desk(run.Cluster, run.Market, clock, options.Seed);
        var roll = new Roll(run.Cluster, run.Log, clock, options.Pause);
        await run.UnderLoad(() => WithDesk(desk, () => Try(() => ThereAndBack(roll, before.Build, stop))));
        var report = await run.Audit(roll.Done, findings, failures);
        var told = await Told(report, desk, receiver);
        var refunds = await run.Cluster.Provider.Refunds();
        report = report with { Findings = [.. report.Findings, .. Seen(roll, desk, receiver)], Violations = [.. report.Violations, .. told, .. desk.Troubles.Select(how => new Violation(null, "desk", how)), .. RefundAudit.Examine(desk.Refunded, Desk.Refund, refunds)] };
        return (report.ToText(), report.Violations.Count == 0);
    }

    private ChaosOptions Chaos(Build before, Receiver receiver) => new()
    {
        Engine = Engine.Silo,
        Nodes = options.Nodes,
        Agents = options.Agents,
        Seed = options.Seed,
        Logs = options.Logs,
        Build = before,
        More = HookDeployment.Endpoints(receiver.Address),
    };

    private static async Task WithDesk(Desk desk, Func<Task> act)
    {
        using var closing = new CancellationTokenSource();
        var working = desk.Run(closing.Token);
        await act();
        await closing.CancelAsync();
        await working;
    }

    private async Task ThereAndBack(Roll roll, Build before, CancellationToken stop)
    {
        await roll.Pause(options.Between, stop);
        if (await roll.To(Repository.Own, before, stop) is { } stuck)
        {
            failures.Add($"{Repository.Own.Name} does not start beside {before.Name}: {stuck}");
            return;
        }

        await roll.Pause(options.Between, stop);
        if (await roll.To(before, Repository.Own, stop) is { } refusal)
        {
            findings.Add($"no way back: {before.Name} does not start any more: {refusal}");
            return;
        }

        findings.Add($"there and back: {before.Name} served again, and gave way once more");
        await roll.Pause(options.Between, stop);
        await roll.To(Repository.Own, before, stop);
        await roll.Pause(options.Between, stop);
    }

    // What does not come up again is the run's result, not its end.
    private async Task Try(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (TimeoutException e)
        {
            failures.Add(e.Message);
        }
    }

    private async Task<IReadOnlyList<Violation>> Told(Report report, Desk desk, Receiver receiver)
    {
        var orders = report.Stories.SelectMany(story => story.Orders.Append(story.Final?.Order).OfType<string>()).Distinct()
            .ToDictionary(order => order, order => desk.Orders.GetValueOrDefault(order, 1));
        IReadOnlyList<Violation> Examine() => [.. HookAudit.Examine(orders, Endpoints, [.. receiver.Taken])];
        for (var began = clock.GetTimestamp(); Examine().Any(violation => violation.Rule == "lost") && clock.GetElapsedTime(began) < LongestQuiet;)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock);
        }

        return Examine();
    }

    private static IEnumerable<string> Seen(Roll roll, Desk desk, Receiver receiver) =>
    [
        $"from the signal to the successor's being ready: {string.Join(", ", roll.Seconds.Select(seconds => EventLog.Seconds(TimeSpan.FromSeconds(seconds))))} s",
        $"the desk: {desk.Replies.Calls} calls on {desk.Orders.Count} orders, {desk.Refunded.Count} refunds: {string.Join(", ", desk.Replies.Replies.Select(reply => $"{reply.Value} × {reply.Key}"))}",
        $"endpoints took {receiver.Taken.Count} messages, {receiver.Taken.Select(message => (message.Endpoint, message.Id)).Distinct().Count()} of them for the first time",
    ];
}
