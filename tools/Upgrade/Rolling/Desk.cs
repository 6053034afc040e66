using System.Collections.Concurrent;
using Acp.Chaos.Deployment;
using Acp.Chaos.Platforms;
using Acp.Chaos.Webhooks;
using Acp.Storm;

namespace Acp.Upgrade.Rolling;

/// <summary>The merchant's people: they hold, let go on and refund what was bought, each until there is a definite answer.</summary>
internal sealed class Desk : IDisposable
{
    /// <summary>Minor units; below every price of the shop.</summary>
    public const long Refund = 300;

    private const int AtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly Market market;
    private readonly TimeProvider clock;
    private readonly AcpClient[] desks;
    private readonly Random chance;
    private readonly HashSet<string> seen = [];

    public Desk(Cluster cluster, Market market, TimeProvider clock, int seed)
    {
        (this.market, this.clock, chance) = (market, clock, new Random(seed));
        desks = [.. cluster.Nodes.Select(node => new AcpClient(node.Address, HookDeployment.AdminKey, "desk", clock))];
    }

    /// <summary>By order: the newest sequence that the desk was told of.</summary>
    public ConcurrentDictionary<string, int> Orders { get; } = new();

    /// <summary>Orders of which <see cref="Refund"/> was given back.</summary>
    public ConcurrentQueue<string> Refunded { get; } = [];

    public ConcurrentQueue<string> Troubles { get; } = [];

    public Tally Replies { get; } = new();

    /// <summary>Ends when it is closed and what it had begun has its answers.</summary>
    public async Task Run(CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            var placed = market.Stories.Where(story => story.CompletedAt is not null).SelectMany(story => story.Orders).Where(seen.Add)
                .Select(order => (Order: order, Chance: new Random(chance.Next()))).ToArray();
            await Parallel.ForEachAsync(placed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (it, _) => await GoOn(it.Order, it.Chance));
            await Task.Delay(Pause, clock, closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => Array.ForEach(desks, desk => desk.Dispose());

    private async Task GoOn(string order, Random luck)
    {
        Orders[order] = 1;
        (string Verb, object Body)[] all = [("hold", new { reason = "a person looks" }), ("confirm", new { }), ("refunds", new { amount = Refund, reason = "requested_by_customer" })];
        foreach (var (verb, body) in all.Take(luck.Next(all.Length + 1)))
        {
            var reply = await Insist($"/admin/orders/{order}/{verb}", body, $"{verb}_{order}", luck);
            if (reply.Status is < 200 or >= 300)
            {
                Troubles.Enqueue($"{verb} of {order} got {reply.Name}");
                return;
            }

            Orders[order]++;
            if (verb == "refunds")
            {
                Refunded.Enqueue(order);
            }
        }
    }

    private async Task<Reply> Insist(string path, object body, string key, Random luck)
    {
        for (var node = luck.Next(desks.Length); ; node = (node + 1) % desks.Length)
        {
            var reply = await desks[node].Send(HttpMethod.Post, path, body, key, Patience, CancellationToken.None);
            Replies.Add(reply);
            if (reply.Fails)
            {
                Troubles.Enqueue($"{path} got {reply.Name}: no 5xx but 503 with Retry-After is an answer");
            }

            if (reply.Silence == Silence.None && !reply.ComeBack)
            {
                return reply;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(luck.Next(50, 400)), clock);
        }
    }
}
