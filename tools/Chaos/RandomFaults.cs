using Acp.Chaos.Faults;

namespace Acp.Chaos;

/// <summary>Faults drawn from a seed while platforms buy, then the quiet, then the audit.</summary>
internal static class RandomFaults
{
    public static async Task<Report> Go(ChaosRun run, CancellationToken stop)
    {
        await run.Deploy();
        var runner = new FaultRunner(run.Cluster, new FaultPlan(run.Options.Seed, run.Options.Nodes), run.Kills, run.Log, run.Clock);
        using var time = new CancellationTokenSource(run.Options.Duration, run.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, stop);
        await run.UnderLoad(() => runner.Run(either.Token));
        return await run.Audit(runner.Done, findings: [], runner.Failures);
    }
}
