using System.Collections.Concurrent;
using Acp.Chaos.Deployment;
using Acp.Storm;

namespace Acp.Chaos.Webhooks;

/// <summary>Platforms that buy and a merchant who goes on with what was bought, each until it has a definite answer.</summary>
internal sealed class Buyers : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TimeProvider clock;
    private readonly AcpClient[] shops;
    private readonly AcpClient[] desks;
    private readonly string run = Guid.NewGuid().ToString("N")[..6];
    private int begun;

    public Buyers(HookDeployment deployment, TimeProvider clock)
    {
        this.clock = clock;
        shops = [.. deployment.Nodes.Select(node => new AcpClient(node.Address, Shop.ApiKey, "hooks", clock))];
        desks = [.. deployment.Nodes.Select(node => new AcpClient(node.Address, HookDeployment.AdminKey, "desk", clock))];
    }

    /// <summary>By order: the newest sequence that somebody was told of.</summary>
    public ConcurrentDictionary<string, int> Orders { get; } = new();

    public ConcurrentQueue<string> Troubles { get; } = [];

    public async Task Buy(int orders, Random chance, CancellationToken stop)
    {
        for (var number = Interlocked.Increment(ref begun); number <= orders; number = Interlocked.Increment(ref begun))
        {
            var body = new { currency = "usd", line_items = new[] { Bodies.Line(Shop.Endless, 1) }, capabilities = new { } };
            var created = await Insist(shops, "/checkout_sessions", body, $"create_{run}_{number}", chance, stop);
            var payment = Bodies.Payment(created.Session!.Handler!, $"spt_{run}_{number}");
            var completed = await Insist(shops, $"/checkout_sessions/{created.Session.Id}/complete", payment, $"complete_{run}_{number}", chance, stop);
            if (completed.Session?.Order is not { } order)
            {
                Troubles.Enqueue($"session {created.Session.Id} was not ordered: {completed.Name}");
                continue;
            }

            Orders[order] = 1;
            await GoOn(order, number, chance, stop);
        }
    }

    public void Dispose()
    {
        foreach (var client in shops.Concat(desks))
        {
            client.Dispose();
        }
    }

    // Up to three entries more: held, let go on, held again.
    private async Task GoOn(string order, int number, Random chance, CancellationToken stop)
    {
        for (var entry = 1; entry <= chance.Next(4); entry++)
        {
            var (verb, body) = entry % 2 == 1 ? ("hold", (object)new { reason = "a person looks" }) : ("confirm", new { });
            var reply = await Insist(desks, $"/admin/orders/{order}/{verb}", body, $"{verb}_{run}_{number}_{entry}", chance, stop);
            if (reply.Status is not (200 or 201))
            {
                Troubles.Enqueue($"{verb} of {order}: {reply.Name}");
                return;
            }

            Orders[order] = entry + 1;
        }
    }

    private async Task<Reply> Insist(AcpClient[] nodes, string path, object body, string key, Random chance, CancellationToken stop)
    {
        for (var node = chance.Next(nodes.Length); ; node = (node + 1) % nodes.Length)
        {
            var reply = await nodes[node].Send(HttpMethod.Post, path, body, key, Patience, stop);
            if (reply.Silence == Silence.None && !reply.ComeBack)
            {
                return reply;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(50, 400)), clock, stop);
        }
    }
}
