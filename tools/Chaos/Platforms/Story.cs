using System.Security.Cryptography;
using Acp.Storm;

namespace Acp.Chaos.Platforms;

/// <summary>One thing that was said of a session, and what came back.</summary>
/// <param name="Node">Whom it was said to.</param>
internal sealed record Line(TimeSpan At, string Who, int Node, Call Call, string Reply);

/// <summary>
/// One session as its platforms saw it: what was asked, what was acknowledged. Callers of many threads tell it their
/// replies, in any order.
/// </summary>
/// <param name="bornOn">The node that answered its create.</param>
/// <param name="at">When it did, since the start.</param>
internal sealed class Story(string id, string item, int bornOn, TimeSpan at)
{
    private readonly Lock gate = new();
    private readonly List<Line> lines = [];
    private readonly HashSet<string> orders = [];
    private readonly HashSet<string> tokens = [];
    private readonly Dictionary<string, (Call Call, string Name, string Print)> kept = [];
    private readonly SortedDictionary<string, string> breaches = [];

    public string Id => id;

    public string Item => item;

    public int BornOn => bornOn;

    public TimeSpan BornAt => at;

    public string Path { get; } = $"/checkout_sessions/{Uri.EscapeDataString(id)}";

    /// <summary>What the last acknowledged update set; null where one was answered by nobody knows what.</summary>
    public int? Quantity { get; set; }

    /// <summary>The first reply that said so; null while there is none.</summary>
    public TimeSpan? CompletedAt { get; private set; }

    public bool WasCanceled { get; private set; }

    /// <summary>As it was read at the end; null where nobody could tell.</summary>
    public SessionView? Final { get; set; }

    public IReadOnlyCollection<string> Orders => Locked(() => orders.ToArray());

    /// <summary>Those a complete of it has carried.</summary>
    public IReadOnlyCollection<string> Tokens => Locked(() => tokens.ToArray());

    /// <summary>What was seen while it went on that must not be: a rule and how it was broken.</summary>
    public IReadOnlyDictionary<string, string> Breaches => Locked(() => breaches.ToDictionary());

    public IReadOnlyList<Line> Lines => Locked(() => lines.ToArray());

    /// <summary>A complete that was answered 200, to be repeated; null where there is none.</summary>
    public Call? Answered => Locked(() => kept.Values.FirstOrDefault(it => it.Call.Verb == Verb.Complete && it.Name == "200").Call);

    /// <summary>Before it is sent: the provider may see what no reply ever tells of.</summary>
    public void Offers(string token) => Locked(() => tokens.Add(token));

    /// <param name="now">When the reply was there.</param>
    public void Saw(TimeSpan now, string who, int node, Call call, Reply reply)
    {
        lock (gate)
        {
            lines.Add(new(now, who, node, call, reply.Name));
            if (reply.Session?.Order is { } order && orders.Add(order) && orders.Count > 1)
            {
                breaches["orders"] = $"has {orders.Count} orders: {string.Join(", ", orders.Order())}";
            }

            CompletedAt ??= reply.Session is { IsCompleted: true } ? now : null;
            WasCanceled = WasCanceled || reply.Session is { IsCanceled: true };
            Hold(call, reply);
        }
    }

    /// <param name="rule">One breach of each rule is kept.</param>
    public void Breaks(string rule, string how) => Locked(() => breaches.TryAdd(rule, how));

    private void Hold(Call call, Reply reply)
    {
        if (call.Key is { } key && reply.Executed)
        {
            var print = Convert.ToHexString(SHA256.HashData(reply.Body), 0, 12);
            if (!kept.TryAdd(key, (call, reply.Name, print)) && kept[key] is var first && (first.Name != reply.Name || first.Print != print))
            {
                breaches.TryAdd("replies", $"answered the key {key} with {first.Name} ({first.Print}), then with {reply.Name} ({print})");
            }
        }

        if (reply.Status == 404)
        {
            breaches.TryAdd("vanished", $"is not found: {call.Verb} got {reply.Name}");
        }

        if (reply.Fails)
        {
            breaches.TryAdd("5xx", $"got {reply.Name} for a {call.Verb}: no 5xx but 503 with Retry-After is an answer");
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }
}
