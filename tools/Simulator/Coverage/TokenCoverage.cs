namespace Acp.Simulation;

/// <summary>
/// How often each transition of a token, an issue, an event, a page, an order, a refund and a delivery was reached, by each fault that it had met before, and in
/// which orders tokens were issued, used, heard of, revoked and expired.
/// </summary>
public sealed class TokenCoverage
{
    /// <summary>Set in every mask: the transition happened at all.</summary>
    internal const uint Reached = 1u << 31;

    /// <summary>Rows that must be there; others join as they are met.</summary>
    private static readonly string[] Expected =
    [
        "issue.begun", "issue.send_recorded", "issue.token_issued", "issue.refused_by_policy", "issue.refused_by_provider", "issue.withdrawn", "issue.given_up",
        "token.issued", "token.reserved_by", "token.released_by", "token.used_by", "token.found_deactivated", "token.details_heard",
        "token.revoked", "token.revocation_answered", "token.time_up",
        "event.received", "event.waiting", "event.treated",
        "page.requested", "page.opened", "page.expired",
        "order.confirmed", "order.held_for_review", "order.fulfilled", "order.progressed", "order.canceled", "order.noted", "order.refund_changed", "order.dispute_changed",
        "refund.begun", "refund.send_recorded", "refund.withdrawn", "refund.refused", "refund.repeats_given_up", "refund.found_never",
        "refund.taken_on", "refund.carried_out", "refund.came_to_nothing",
        "delivery.dead", "delivery.skipped", "delivery.redelivered",
    ];

    private readonly SortedDictionary<string, long[]> rows = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> orders = new(StringComparer.Ordinal);

    public IEnumerable<string> Rows => [.. Expected, .. rows.Keys.Except(Expected)];

    /// <summary>Schedules in which a token met the order.</summary>
    public IReadOnlyDictionary<string, long> Orders => orders;

    /// <summary>Transitions and orders that can happen and did not.</summary>
    public IEnumerable<string> Missing => Expected.Where(row => Count(row) == 0).Concat(Simulation.Orders.Possible.Except(orders.Keys));

    /// <summary>Schedules in which it happened.</summary>
    public long Count(string transition) => rows.GetValueOrDefault(transition)?[31] ?? 0;

    /// <summary>Schedules in which it happened after the fault.</summary>
    public long Count(string transition, FaultKind fault) => rows.GetValueOrDefault(transition)?[(int)fault] ?? 0;

    public void Add(Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        foreach (var (transition, met) in outcome.TokenTransitions)
        {
            var row = Row(transition);
            for (var bit = 0; bit < row.Length; bit++)
            {
                row[bit] += (met >> bit) & 1;
            }
        }

        foreach (var order in outcome.TokenOrders)
        {
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }
    }

    public void Add(TokenCoverage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (transition, counts) in other.rows)
        {
            var row = Row(transition);
            for (var bit = 0; bit < row.Length; bit++)
            {
                row[bit] += counts[bit];
            }
        }

        foreach (var (order, count) in other.orders)
        {
            orders[order] = orders.GetValueOrDefault(order) + count;
        }
    }

    private long[] Row(string transition)
    {
        if (!rows.TryGetValue(transition, out var row))
        {
            rows.Add(transition, row = new long[32]);
        }

        return row;
    }
}
