using System.Text.Json;

namespace Acp.Storm;

/// <summary>
/// One session under storm: what was seen of it, and what of that must not be. Callers of many threads tell it their
/// replies, in any order.
/// </summary>
internal sealed class Target(string id, string handler, string token)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> orders = [];
    private readonly Dictionary<string, (Call Call, Reply Reply)> kept = [];
    private readonly SortedDictionary<string, string> violations = [];
    private bool wasCompleted;
    private bool wasCanceled;

    public string Path { get; } = $"/checkout_sessions/{Uri.EscapeDataString(id)}";

    public string Id => id;

    public string Handler => handler;

    /// <summary>The token of all callers that have no own one.</summary>
    public string Token => token;

    /// <summary>How it ended; null while it has not.</summary>
    public SessionView? Final { get; set; }

    /// <summary>What the provider's ledger has of it; null where it was not read.</summary>
    public IReadOnlyList<long>? Charges { get; set; }

    public IReadOnlyCollection<string> Orders
    {
        get
        {
            lock (gate)
            {
                return [.. orders];
            }
        }
    }

    public IReadOnlyCollection<string> Violations
    {
        get
        {
            lock (gate)
            {
                return [.. violations.Values];
            }
        }
    }

    /// <summary>A complete of the storm that was answered 200, to be repeated; null where there is none.</summary>
    public Call? AnsweredComplete
    {
        get
        {
            lock (gate)
            {
                return kept.Values.Where(it => it.Call.Verb == Verb.Complete && it.Reply.Status == 200).Select(it => it.Call).FirstOrDefault();
            }
        }
    }

    public void Saw(Call call, Reply reply)
    {
        lock (gate)
        {
            if (reply.Session?.Order is { } order && orders.Add(order) && orders.Count > 1)
            {
                violations["orders"] = $"{id} has {orders.Count} orders: {string.Join(", ", orders.Order().Take(3))}";
            }

            (wasCompleted, wasCanceled) = (wasCompleted || reply.Session is { IsCompleted: true }, wasCanceled || reply.Session is { IsCanceled: true });
            if (wasCompleted && wasCanceled)
            {
                violations["ends"] = $"{id} was canceled and completed, in whatever order";
            }

            if (call.Key is { } key && reply.Executed && !kept.TryAdd(key, (call, reply)))
            {
                Compare(key, kept[key].Reply, reply);
            }
        }
    }

    /// <param name="rule">One violation of each rule is kept for a session.</param>
    public void Breaks(string rule, string how)
    {
        lock (gate)
        {
            violations.TryAdd(rule, $"{id} {how}");
        }
    }

    // ACP: the original status and body. Another spelling of the same JSON is the same body.
    private void Compare(string key, Reply first, Reply second)
    {
        if (first.Status != second.Status || !(first.Body.AsSpan().SequenceEqual(second.Body) || SameJson(first.Body, second.Body)))
        {
            violations.TryAdd("replies", $"{id} answered one key with different replies: {key} got {first.Name}, then {second.Name}"
                + (first.Status == second.Status ? " with another body" : ""));
        }
    }

    private static bool SameJson(byte[] first, byte[] second)
    {
        try
        {
            using var one = JsonDocument.Parse(first);
            using var other = JsonDocument.Parse(second);
            return JsonElement.DeepEquals(one.RootElement, other.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
