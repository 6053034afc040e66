using System.Collections.Immutable;
using Acp.Store;

namespace Acp.Orders;

/// <summary>Who must hear of an order's change: each endpoint's delivery falls due in the very unit that changes it.</summary>
internal static class Announcements
{
    /// <summary>What stands before the slash is the kind that is claimed: each endpoint has its own, so that a dead one delays nobody.</summary>
    public static string KeyOf(string endpoint, string order) => $"delivery.{endpoint}/{order}";

    /// <param name="sequence">Of the newest entry: a delivery that has not seen it does not clear the time.</param>
    public static ImmutableList<DueTime> To(IReadOnlyList<string> endpoints, string order, int sequence, DateTimeOffset now) =>
        [.. endpoints.Select(endpoint => new DueTime(KeyOf(endpoint, order), now) { Through = sequence })];
}
