using Acp.Chaos.Deployment;
using Acp.Chaos.Recovery;

namespace Acp.Chaos.Faults;

/// <summary>Does to the deployment what was drawn, and afterwards puts everything up again.</summary>
internal sealed class FaultRunner(Cluster cluster, FaultPlan plan, Kills kills, EventLog log, TimeProvider clock)
{
    // What is not up by then, on however busy a machine, never comes up.
    private static readonly TimeSpan ComesUp = TimeSpan.FromMinutes(5);

    // How much longer than a node's patience (4 s) a slow call takes.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, int> done = [];
    private readonly List<string> failures = [];

    /// <summary>How often each kind was done.</summary>
    public IReadOnlyDictionary<string, int> Done
    {
        get
        {
            lock (gate)
            {
                return new SortedDictionary<string, int>(done);
            }
        }
    }

    /// <summary>What did not come up again; to be read when the run has ended.</summary>
    public IReadOnlyList<string> Failures => failures;

    /// <summary>Ends when it is stopped and all is up again.</summary>
    public async Task Run(CancellationToken stop)
    {
        await Task.WhenAll(Lane(plan.Nodes(), stop), Lane(plan.Database(), stop), Lane(plan.Provider(), stop));
        await cluster.Provider.Calm();
        await Try(() => Task.WhenAll(cluster.Nodes.Select(node => node.UntilReady(ComesUp))));
        log.Say("no more faults; everything is up");
    }

    private async Task Lane(IEnumerable<Fault> faults, CancellationToken stop)
    {
        foreach (var fault in faults)
        {
            await Pause(fault.After, stop);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            await Try(async () =>
            {
                await Task.WhenAll(Victims(fault).Select(node => node.UntilReady(ComesUp)));
                log.Say(fault.Name);
                Count(fault.Kind == FaultKind.Provider ? $"provider {fault.Reply}" : fault.Kind.ToString());
                await Do(fault, stop);
            });
        }
    }

    /// <summary>A node that is not up has nothing that could be lost.</summary>
    private IEnumerable<Node> Victims(Fault fault) => fault.Kind switch
    {
        FaultKind.KillAll or FaultKind.RollingRestart => cluster.Nodes,
        FaultKind.Kill or FaultKind.Freeze => [cluster.Nodes[fault.Node]],
        _ => [],
    };

    // Whatever does not come up again is the run's result, not its end.
    private async Task Try(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (TimeoutException e)
        {
            log.Say(e.Message);
            lock (gate)
            {
                failures.Add(e.Message);
            }
        }
    }

    private Task Do(Fault fault, CancellationToken stop) => fault.Kind switch
    {
        FaultKind.Kill => Kill([cluster.Nodes[fault.Node]], fault.Lasts),
        FaultKind.KillAll => Kill(cluster.Nodes, fault.Lasts),
        FaultKind.Freeze => Freeze(cluster.Nodes[fault.Node], fault.Lasts, stop),
        FaultKind.RollingRestart => RestartEach(),
        FaultKind.RestartDatabase => Restart(cluster.Postgres.Stop()),
        FaultKind.KillDatabase => Restart(cluster.Postgres.Kill()),
        FaultKind.Stall => Between(cluster.Relays[fault.Node].Stall, cluster.Relays[fault.Node].Heal, fault.Lasts, stop),
        FaultKind.Cut => Between(cluster.Relays[fault.Node].Cut, cluster.Relays[fault.Node].Heal, fault.Lasts, stop),
        _ => Disturb(fault, stop),
    };

    private async Task Kill(IReadOnlyList<Node> nodes, TimeSpan away)
    {
        foreach (var node in nodes)
        {
            node.Away = away;
        }

        kills.Add(log.Now, [.. nodes.Select(node => node.Number)]);
        await Task.WhenAll(nodes.Select(node => node.Kill()));
    }

    private async Task Freeze(Node node, TimeSpan lasts, CancellationToken stop)
    {
        await Between(node.Freeze, node.Thaw, lasts, stop);
        log.Say($"SIGCONT {node.Name}");
    }

    private async Task RestartEach()
    {
        foreach (var node in cluster.Nodes)
        {
            await node.Stop();
            await node.UntilReady(ComesUp);
        }
    }

    private async Task Restart(Task ending)
    {
        await ending;
        await cluster.Postgres.StartAgain();
        log.Say("PostgreSQL is up");
    }

    private async Task Disturb(Fault fault, CancellationToken stop)
    {
        await cluster.Provider.Disturb(fault.Reply, fault.Probability, Slow, (int)fault.After.TotalMilliseconds);
        await Pause(fault.Lasts, stop);
        await cluster.Provider.Calm();
    }

    private async Task Between(Action begin, Action end, TimeSpan lasts, CancellationToken stop)
    {
        begin();
        await Pause(lasts, stop);
        end();
    }

    private async Task Pause(TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, clock, stop);
        }
        catch (OperationCanceledException)
        {
            // The faults end, and what is away comes back.
        }
    }

    private void Count(string what)
    {
        lock (gate)
        {
            done[what] = done.GetValueOrDefault(what) + 1;
        }
    }
}
