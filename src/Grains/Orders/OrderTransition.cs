using System.Collections.Immutable;
using System.Text.Json;
using Acp.Store;

namespace Acp.Orders;

/// <summary>Gathers what one decision changes of an order into the one unit that carries it out. Pure: no clock, no chance, no store.</summary>
/// <param name="actor">For the audit trail.</param>
internal sealed class OrderTransition(OrderRecord before, string actor, DateTimeOffset now)
{
    private readonly int told = before.Sequence;
    private ImmutableList<AuditEntry> audit = [];
    private ImmutableList<CounterChange> counters = [];
    private ImmutableList<DueTime> due = [];

    public OrderRecord After { get; private set; } = before;

    private string Key => OrderRecord.KeyOf(After.Placed.Id);

    /// <summary>What is told outside: one sequence number more.</summary>
    /// <param name="detail">For the audit trail; never a token, secret or card datum.</param>
    public OrderTransition Tell(OrderEntry entry, object detail) =>
        Edit(record => record with { Entries = [.. record.Entries, entry] }).Note(NameOf(entry), detail);

    /// <summary>What is told to nobody.</summary>
    public OrderTransition Edit(Func<OrderRecord, OrderRecord> edit)
    {
        After = edit(After);
        return this;
    }

    /// <summary>Puts it on the audit trail.</summary>
    public OrderTransition Note(string what, object detail)
    {
        audit = audit.Add(new AuditEntry(Key, now, actor, what, JsonSerializer.Serialize(detail)));
        return this;
    }

    /// <summary>From now on the same key does nothing more.</summary>
    public OrderTransition Remember(OrderCall call, string? id) => call.Key is { } key
        ? Edit(record => record with { Commands = [.. record.Commands, new DoneCommand(key, call.Fingerprint, id)] })
        : this;

    public OrderTransition Count(params IEnumerable<CounterChange> changes)
    {
        counters = counters.AddRange(changes);
        return this;
    }

    /// <summary>When the order itself wants to be woken; null: no more.</summary>
    public OrderTransition DueAt(DateTimeOffset? at)
    {
        due = [new DueTime(Key, at)];
        return this;
    }

    /// <param name="order">What it was decided on.</param>
    /// <param name="endpoints">Who is told where there is something to tell.</param>
    public Unit Build(Snapshot<OrderRecord> order, Guid commitId, IReadOnlyList<string> endpoints) => new(commitId, now)
    {
        States = ReferenceEquals(After, order.State) ? [] : [order.To(After, After.Index())],
        Counters = counters,
        Audit = audit,
        Due = After.Sequence == told ? due : due.AddRange(Announcements.To(endpoints, After.Placed.Id, now)),
    };

    private static string NameOf(OrderEntry entry) => $"order.{JsonNamingPolicy.SnakeCaseLower.ConvertName(entry.GetType().Name)}";
}
