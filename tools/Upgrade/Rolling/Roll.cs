using Acp.Chaos;
using Acp.Chaos.Deployment;

namespace Acp.Upgrade.Rolling;

/// <summary>Replaces the nodes of a cluster one by one, as an orchestrator does: drained, stopped, started as the other version, ready.</summary>
internal sealed class Roll(Cluster cluster, EventLog log, TimeProvider clock, TimeSpan pause)
{
    // What is not up by then, on however busy a machine, never comes up.
    private static readonly TimeSpan ComesUp = TimeSpan.FromMinutes(5);

    private readonly SortedDictionary<string, int> done = [];

    /// <summary>How often what was done.</summary>
    public IReadOnlyDictionary<string, int> Done => done;

    /// <summary>Seconds from the signal to the successor's being ready.</summary>
    public List<double> Seconds { get; } = [];

    /// <returns>Null where all were replaced; the last words of a node that would not start, which is then left as it was.</returns>
    /// <exception cref="TimeoutException">A node does not come up.</exception>
    public async Task<string?> To(Build to, Build from, CancellationToken stop)
    {
        foreach (var node in cluster.Nodes)
        {
            var began = log.Now;
            log.Say($"{node.Name} becomes {to.Name}");
            cluster.Change(node, to);
            if (await Restart(node) is { } refusal)
            {
                cluster.Change(node, from);
                await node.UntilReady(ComesUp);
                return refusal;
            }

            Seconds.Add((log.Now - began).TotalSeconds);
            done[$"nodes that became {to.Name}"] = done.GetValueOrDefault($"nodes that became {to.Name}") + 1;
            await Pause(pause, stop);
        }

        return null;
    }

    public async Task Pause(TimeSpan time, CancellationToken stop) =>
        await Task.Delay(time, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task<string?> Restart(Node node)
    {
        await node.Stop();
        var up = node.UntilReady(ComesUp);
        if (await Task.WhenAny(up, node.Refusal) == node.Refusal)
        {
            return await node.Refusal;
        }

        await up;
        return null;
    }
}
