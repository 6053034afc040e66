using System.Collections.Concurrent;
using Acp.Chaos.Deployment;
using Acp.Chaos.Platforms;
using Acp.Storm;

namespace Acp.Chaos.Recovery;

/// <summary>
/// Finds sessions that live on one node. Plain gateways: those created there. A cluster places its grains where it likes,
/// and nobody outside is told; but while a node is frozen for a moment, below failure detection, the sessions that live
/// there, and only those, do not answer at the other nodes.
/// </summary>
internal static class Residents
{
    private const string Who = "witness";
    private const int MostRounds = 12;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(700);

    public static async Task<IReadOnlyList<Story>> Find(ChaosRun run, Node node)
    {
        var found = new List<Story>();
        for (var round = 0; round < MostRounds && found.Count < run.Options.Sessions; round++)
        {
            var created = await Create(run, node);
            found.AddRange(run.Options.Engine == Engine.Silo ? await Silent(run, node, await Silent(run, node, created)) : created);
        }

        return [.. found.Take(run.Options.Sessions)];
    }

    private static async Task<IReadOnlyList<Story>> Create(ChaosRun run, Node node)
    {
        var created = new ConcurrentQueue<Story>();
        await Parallel.ForEachAsync(Enumerable.Range(0, run.Options.Sessions), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, stop) =>
        {
            var call = new Call(Verb.Create, run.Market.Fresh("create"));
            var reply = await run.Market.Create(node.Number - 1, call.Key!, Shop.Endless, 1, stop);
            if (reply.Session is { } session)
            {
                var story = new Story(session.Id, Shop.Endless, node.Number, run.Log.Now) { Quantity = 1 };
                story.Saw(run.Log.Now, Who, node.Number, call, reply);
                run.Market.Stories.Enqueue(story);
                created.Enqueue(story);
            }
        });
        return [.. created];
    }

    /// <summary>Asked twice, because on a busy machine others may be slow for once.</summary>
    private static async Task<IReadOnlyList<Story>> Silent(ChaosRun run, Node node, IReadOnlyList<Story> stories)
    {
        var elsewhere = node.Number % run.Market.Nodes;
        node.Freeze();
        try
        {
            var answers = await Task.WhenAll(stories.Select(async story =>
                (Story: story, Reply: await run.Market.Peek(elsewhere, story, Moment))));
            return [.. answers.Where(it => it.Reply.Silence == Silence.TimedOut).Select(it => it.Story)];
        }
        finally
        {
            node.Thaw();
            await Task.Delay(TimeSpan.FromSeconds(2), run.Clock); // Failure detection shall forget it.
        }
    }
}
