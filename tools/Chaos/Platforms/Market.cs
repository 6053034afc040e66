using System.Collections.Concurrent;
using Acp.Chaos.Deployment;
using Acp.Storm;

namespace Acp.Chaos.Platforms;

/// <summary>What all platforms share: the way to each node, the sessions they made, what came back.</summary>
internal sealed class Market : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AcpClient[] clients;
    private readonly EventLog log;
    private readonly string run = Guid.NewGuid().ToString("N")[..6];
    private long numbers;

    public Market(Cluster cluster, EventLog log, TimeProvider clock)
    {
        this.log = log;
        Clock = clock;
        clients = [.. cluster.Nodes.Select(node => new AcpClient(node.Address, Shop.ApiKey, "chaos", clock))];
    }

    public TimeProvider Clock { get; }

    public TimeSpan Now => log.Now;

    public int Nodes => clients.Length;

    public ConcurrentQueue<Story> Stories { get; } = [];

    public Tally Replies { get; } = new();

    public Waits Waits { get; } = new();

    /// <summary>Never the same twice, nor in another run.</summary>
    public string Fresh(string kind) => $"{kind}_{run}_{Interlocked.Increment(ref numbers)}";

    public string Token(Means means) => Fresh(means switch
    {
        Means.Declines => "spt_decline",
        Means.Authenticates => "spt_3ds",
        _ => "spt_chaos",
    });

    public async Task<Reply> Create(int node, string key, string item, int quantity, CancellationToken stop)
    {
        var body = new { currency = "usd", line_items = new[] { Bodies.Line(item, quantity) }, capabilities = new { } };
        var reply = await clients[node].Send(HttpMethod.Post, "/checkout_sessions", body, key, Patience, stop);
        Replies.Add(reply);
        return reply;
    }

    /// <summary>Says one thing of a session to one node, once, and writes it down.</summary>
    public async Task<Reply> Send(int node, Story story, string who, Call call, CancellationToken stop)
    {
        if (call.Token is { } token)
        {
            story.Offers(token);
        }

        var (method, path, body) = Request(story, call);
        var reply = await clients[node].Send(method, path, body, call.Key, call.HangUpAfter ?? Patience, stop);
        reply = reply.Silence == Silence.TimedOut && call.HangUpAfter is not null ? reply with { Silence = Silence.HungUp } : reply;
        Replies.Add(reply);
        story.Saw(log.Now, who, node + 1, call, reply);
        return reply;
    }

    /// <summary>Reads a session without writing it down.</summary>
    public Task<Reply> Peek(int node, Story story, TimeSpan patience) =>
        clients[node].Send(HttpMethod.Get, story.Path, null, null, patience, CancellationToken.None);

    public void Dispose() => Array.ForEach(clients, client => client.Dispose());

    private static (HttpMethod Method, string Path, object? Body) Request(Story story, Call call) => call.Verb switch
    {
        Verb.Complete => (HttpMethod.Post, $"{story.Path}/complete", Bodies.Payment("card_tokenized", call.Token!)),
        Verb.Cancel => (HttpMethod.Post, $"{story.Path}/cancel", new { }),
        Verb.Update => (HttpMethod.Post, story.Path, new { line_items = new[] { Bodies.Line(story.Item, call.Quantity) } }),
        _ => (HttpMethod.Get, story.Path, null),
    };
}
