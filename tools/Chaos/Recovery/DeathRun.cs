using Acp.Chaos.Deployment;
using Acp.Chaos.Platforms;
using Acp.Storm;

namespace Acp.Chaos.Recovery;

/// <summary>
/// One node dies under load while agents complete the sessions that live on it, and each retries at the survivors: when
/// has the first its order, when the last, and is any lost or doubled?
/// </summary>
internal static class DeathRun
{
    private const string Who = "witness";

    // So that most charges are under way when the node dies.
    private static readonly TimeSpan ProviderTakes = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan InFlight = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    public static async Task<Report> Go(ChaosRun run, CancellationToken stop)
    {
        await run.Deploy();
        IReadOnlyList<string> findings = [];
        await run.UnderLoad(async () =>
        {
            await Task.Delay(WarmUp, run.Clock, stop);
            findings = await Die(run, run.Cluster.Nodes[0]);
        });
        return await run.Audit(new Dictionary<string, int> { ["Kill"] = 1 }, findings, failures: []);
    }

    private static async Task<IReadOnlyList<string>> Die(ChaosRun run, Node victim)
    {
        var residents = await Residents.Find(run, victim);
        run.Log.Say($"{residents.Count} sessions live on {victim.Name}");
        await run.Cluster.Provider.Take(ProviderTakes);
        victim.Away = TimeSpan.FromSeconds(30); // It must not come back in time to help.
        var paying = residents.Select(story => Complete(run, story, victim)).ToArray();
        await Task.Delay(InFlight, run.Clock);
        run.Log.Say($"kill -9 {victim.Name}");
        var died = run.Log.Now;
        await victim.Kill();
        run.Kills.Add(died, [victim.Number]);
        await Task.WhenAll(paying);
        run.Log.Say("every session that lived there has its order");
        return Findings(residents, died);
    }

    /// <summary>Begins at the node that is about to die, and goes on at the others.</summary>
    private static async Task Complete(ChaosRun run, Story story, Node victim)
    {
        var (market, token) = (run.Market, run.Market.Token(Means.Pays));
        var call = new Call(Verb.Complete, market.Fresh("key"), token);
        for (var node = victim.Number - 1; ; node = (node + 1) % market.Nodes)
        {
            var isDead = node == victim.Number - 1 && story.Lines.Count > 1;
            if (!isDead && await market.Send(node, story, Who, call, run.HangUp) is { } reply)
            {
                if (Caller.IsDefinite(reply))
                {
                    return;
                }

                await Task.Delay(RetryAfter, run.Clock, run.HangUp);
            }
        }
    }

    private static IReadOnlyList<string> Findings(IReadOnlyList<Story> residents, TimeSpan died)
    {
        double[] waits = [.. residents.Where(story => story.CompletedAt > died).Select(story => (story.CompletedAt!.Value - died).TotalSeconds).Order()];
        return
        [
            FormattableString.Invariant($"the death: of {residents.Count} sessions that lived on the node {residents.Count - waits.Length} had their order before, {waits.Length} after it"),
            FormattableString.Invariant($"seconds from kill -9 to the order: first {waits.FirstOrDefault():0.00}   p50 {Waits.Percentile(waits, 0.5):0.00}   p90 {Waits.Percentile(waits, 0.9):0.00}   last {waits.LastOrDefault():0.00}"),
        ];
    }
}
