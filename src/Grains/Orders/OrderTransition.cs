using System.Collections.Immutable;
using System.Text.Json;
using Acp.Pricing;
using Acp.Store;
using Acp.Trails;

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

    /// <summary>Whether its trail tells of it.</summary>
    public bool IsOnTrail => !audit.IsEmpty;

    private string Key => OrderRecord.KeyOf(After.Placed.Id);

    /// <summary>What is told outside: one sequence number more.</summary>
    public OrderTransition Write(OrderEntry entry)
    {
        Edit(record => record with { Entries = [.. record.Entries, entry] });
        counters = entry is OrderEntry.Canceled canceled ? counters.AddRange(BackOnTheShelf(canceled)) : counters;
        return Note($"order.{JsonNamingPolicy.SnakeCaseLower.ConvertName(entry.GetType().Name)}", DetailOf(entry));
    }

    /// <summary>A note for the merchant's people. The trail tells that there is one, not what it says.</summary>
    public OrderTransition Jot(OrderNote note) =>
        Edit(record => record with { Notes = [.. record.Notes, note] }).Note("order.noted", new { });

    /// <summary>What is told to nobody.</summary>
    public OrderTransition Edit(Func<OrderRecord, OrderRecord> edit)
    {
        After = edit(After);
        return this;
    }

    /// <summary>Puts it on the audit trail.</summary>
    /// <param name="detail">Never a token, secret or card datum.</param>
    public OrderTransition Note(string what, object detail)
    {
        audit = audit.Add(new AuditEntry(Key, now, actor, what, JsonSerializer.Serialize(detail)));
        return this;
    }

    /// <summary>From now on the same key does nothing more.</summary>
    public OrderTransition Remember(OrderCall call, string? id) => call.Key is { } key
        ? Edit(record => record with { Commands = [.. record.Commands, new DoneCommand(key, call.Fingerprint, id)] })
        : this;

    /// <summary>When the order itself wants to be woken; null: no more.</summary>
    public OrderTransition DueAt(DateTimeOffset? at)
    {
        due = [new DueTime(Key, at)];
        return this;
    }

    /// <param name="order">What it was decided on.</param>
    /// <param name="endpoints">Who is told where there is something to tell.</param>
    /// <param name="seen">What the trail takes along; null: nothing.</param>
    public Unit Build(Snapshot<OrderRecord> order, Guid commitId, IReadOnlyList<string> endpoints, Seen? seen = null) => new(commitId, now)
    {
        States = ReferenceEquals(After, order.State) ? [] : [order.To(After, After.Index())],
        Counters = counters,
        Audit = seen is null || audit.IsEmpty ? audit : audit.SetItem(0, audit[0].With(request: null, seen)),
        Due = After.Sequence == told ? due : due.AddRange(Announcements.To(endpoints, After.Placed.Id, After.Sequence, now)),
    };

    // Only what was counted when it was sold has left the shelf.
    private IEnumerable<CounterChange> BackOnTheShelf(OrderEntry.Canceled canceled) =>
        from line in After.Placed.Lines
        where line.StockCounted
        from back in canceled.Lines
        where back.LineId == line.Line.LineId
        from change in StockCounters.Move(StockCounters.Sold, StockCounters.Available, line.Line.Product.Id, back.Quantity, floor: null)
        select change;

    private static object DetailOf(OrderEntry entry) => entry switch
    {
        OrderEntry.HeldForReview e => new { reason = e.Reason },
        OrderEntry.Fulfilled e => new { fulfillment = e.FulfillmentId, lines = Spelled(e.Lines) },
        OrderEntry.Progressed e => new { fulfillment = e.FulfillmentId, status = Word(e.Status) },
        OrderEntry.Canceled e => new { lines = Spelled(e.Lines), reason = e.Reason },
        OrderEntry.RefundChanged e => new { refund = e.RefundId, status = Word(e.Status), amount = e.Amount, elsewhere = e.Elsewhere },
        OrderEntry.DisputeChanged e => new { dispute = e.DisputeId, status = e.Word, amount = e.Amount },
        _ => new { },
    };

    private static Dictionary<string, int> Spelled(IReadOnlyList<LineQuantity> lines) => lines.ToDictionary(line => line.LineId, line => line.Quantity);

    private static string Word<T>(T word)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());
}
