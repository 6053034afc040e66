using System.Text.Json;

namespace Acp.Simulation;

/// <summary>What the stored bytes say of one order's messages to one endpoint.</summary>
/// <param name="Delivered">All up to here were taken, or skipped.</param>
internal sealed record DeliveryBook(string Endpoint, string Order, int Delivered, bool IsDead, DateTimeOffset? FailingSince, IReadOnlyList<(int From, int To)> Skipped)
{
    public static DeliveryBook Read(ReadOnlyMemory<byte> state)
    {
        using var json = JsonDocument.Parse(state);
        var root = json.RootElement;
        return new DeliveryBook(
            root.GetProperty("endpoint").GetString()!,
            root.GetProperty("order").GetString()!,
            root.GetProperty("delivered").GetInt32(),
            root.TryGetProperty("dead_since", out _),
            root.TryGetProperty("failing_since", out var since) ? since.GetDateTimeOffset() : null,
            [.. OrderBook.List(root, "skipped").Select(range => (range.GetProperty("from").GetInt32(), range.GetProperty("to").GetInt32()))]);
    }
}

/// <summary>What an endpoint has had of one order, whatever we know of it.</summary>
internal sealed class HeardBook
{
    private readonly Dictionary<int, string> had = [];
    private int? mayComeLateFrom;
    private int newest;

    public bool Has(int sequence) => had.ContainsKey(sequence);

    /// <summary>Behind a dead letter the newest is sent, and what was never taken may still be under way.</summary>
    public void MayComeLate(int from) => mayComeLateFrom = Math.Min(mayComeLateFrom ?? from, from);

    /// <param name="text">All that it tells.</param>
    /// <returns>What is wrong with it; null: nothing.</returns>
    public Violation? Hear(string endpoint, string order, int sequence, string text)
    {
        if (!had.TryAdd(sequence, text))
        {
            return had[sequence] == text ? null : new Violation(Invariant.MessagesNeverChange, $"Message {sequence} of {order} to {endpoint} was «{had[sequence]}», then «{text}».");
        }

        var overtaken = sequence < newest && !(sequence >= mayComeLateFrom);
        var (before, _) = (newest, newest = Math.Max(newest, sequence));
        return overtaken ? new Violation(Invariant.MessagesComeInOrder, $"Message {sequence} of {order} came to {endpoint} after {before}.") : null;
    }
}
