using System.Text.Json;
using Acp.Orders;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

/// <summary>Between which two moments something is to arrive; where only one is known, nothing is said.</summary>
internal sealed record EstimatedDelivery(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    public static EstimatedDelivery? Of(Dispatch dispatch) => Between(dispatch.EarliestDelivery, dispatch.LatestDelivery);

    /// <summary>Of everything that was ordered to be brought: from the first of it to the last.</summary>
    public static EstimatedDelivery? Of(IEnumerable<FulfillmentOption> chosen)
    {
        var known = chosen.Select(option => Between(option.EarliestDelivery, option.LatestDelivery)).OfType<EstimatedDelivery>().ToList();
        return known.Count == 0 ? null : new(known.Min(one => one.Earliest), known.Max(one => one.Latest));
    }

    public static void Write(Utf8JsonWriter json, EstimatedDelivery? estimate)
    {
        if (estimate is null)
        {
            return;
        }

        json.WriteStartObject("estimated_delivery");
        json.WriteTime("earliest", estimate.Earliest);
        json.WriteTime("latest", estimate.Latest);
        json.WriteEndObject();
    }

    private static EstimatedDelivery? Between(DateTimeOffset? earliest, DateTimeOffset? latest) =>
        earliest is { } from && latest is { } to ? new(from, to) : null;
}
