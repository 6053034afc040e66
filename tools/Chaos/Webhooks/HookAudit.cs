using Acp.Chaos.Auditing;

namespace Acp.Chaos.Webhooks;

/// <summary>What a reader who keeps ids has seen, held against what there was to tell. Pure.</summary>
internal static class HookAudit
{
    /// <param name="orders">By id: the newest sequence that somebody was told of. There may be one more, of a call that got no answer.</param>
    public static IEnumerable<Violation> Examine(IReadOnlyDictionary<string, int> orders, IReadOnlyList<string> endpoints, IReadOnlyList<Received> taken)
    {
        foreach (var stranger in taken.Where(message => !message.IsGenuine))
        {
            yield return new Violation(null, "signature", $"{stranger.Endpoint} was sent {stranger.Id}, which is not signed by us");
        }

        foreach (var stranger in taken.Where(message => !orders.ContainsKey(message.Order)).Select(message => message.Order).Distinct())
        {
            yield return new Violation(null, "stranger", $"{stranger} was told, and nobody ordered it");
        }

        var seen = taken.GroupBy(message => (message.Endpoint, message.Order)).ToDictionary(group => group.Key, group => group.Select(message => message.Sequence).ToArray());
        foreach (var (order, newest) in orders)
        {
            foreach (var endpoint in endpoints)
            {
                if (Fault(seen.GetValueOrDefault((endpoint, order), []), newest) is { } fault)
                {
                    yield return new Violation(null, fault.Rule, $"{endpoint} has of {order}, which came to {newest}: {fault.How}");
                }
            }
        }
    }

    private static (string Rule, string How)? Fault(int[] sequences, int newest)
    {
        int[] once = [.. sequences.Distinct()];
        var told = $"[{string.Join(' ', sequences)}]";
        return !once.SequenceEqual(once.Order()) ? ("order", told)
            : !once.SequenceEqual(Enumerable.Range(1, once.Length)) || once.Length < newest ? ("lost", told)
            : null;
    }
}
