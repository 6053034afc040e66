using Acp.Orders;
using Acp.Telemetry;

namespace Acp.Deliveries;

/// <summary>What became of a send, in the words of metrics.</summary>
internal static class DeliveryCounting
{
    /// <param name="next">As it was written down.</param>
    /// <param name="behind">Since what the message tells of happened.</param>
    public static void Count(this DeliveryInstruments deliveries, string endpoint, DeliveryRecord next, SendOutcome outcome, TimeSpan took, TimeSpan behind)
    {
        var isDelivered = outcome is SendOutcome.Delivered;
        deliveries.Sent(endpoint, isDelivered ? "delivered" : next.DeadSince is not null ? "dead" : "failed", took);
        if (isDelivered)
        {
            deliveries.Lagged(endpoint, behind);
        }
    }

    /// <summary>When what a message tells of happened: the first is of the order's placing, each further one of an entry.</summary>
    public static DateTimeOffset HappenedAt(OrderRecord record, int sequence) =>
        sequence > 1 ? record.Entries[sequence - 2].At : record.Placed.PlacedAt;
}
