using Acp.Deliveries;
using Acp.Orders;
using Acp.Store;

namespace Acp.Gateway.Admin.Deliveries;

/// <summary>
/// Looks deliveries up. Each endpoint's are a kind of their own, and a page is read from the index on kind and status: it
/// costs the same however many there are. What was never tried has no record, and is found by its order only.
/// </summary>
internal sealed class DeliveryList(IStore store, IInventory inventory, OrderReader orders, IOrderHooks hooks, TimeProvider clock)
{
    public ValueTask<IReadOnlyList<DeliveryRecord>> Find(DeliveryQuery query, int limit) =>
        query.Order is null ? Page(query, limit) : OfOrder(query, query.Order);

    /// <returns>As it stands: what the order has gone on since is counted in. Null where there is no such order, or it is not told to the endpoint.</returns>
    public async ValueTask<DeliveryRecord?> Find(string endpoint, string order)
    {
        var known = (await store.LoadSnapshot<DeliveryRecord>(DeliveryRecord.KeyOf(endpoint, order))).State;
        return await orders.Load(order) is { } record && (known is not null || hooks.EndpointsOf(record.Placed.Platform).Contains(endpoint))
            ? Current(known ?? DeliveryRecord.Fresh(endpoint, order, clock.GetUtcNow()), record.Sequence)
            : known;
    }

    private static DeliveryRecord Current(DeliveryRecord known, int sequence) => known with { Seen = Math.Max(known.Seen, sequence) };

    private async ValueTask<IReadOnlyList<DeliveryRecord>> OfOrder(DeliveryQuery query, string order)
    {
        var found = new List<DeliveryRecord>();
        foreach (var endpoint in EndpointsFrom(query))
        {
            if (await Find(endpoint, order) is { } delivery && (query.Status is null || delivery.Status == query.Status))
            {
                found.Add(delivery);
            }
        }

        return found;
    }

    private async ValueTask<IReadOnlyList<DeliveryRecord>> Page(DeliveryQuery query, int limit)
    {
        var found = new List<DeliveryRecord>();
        foreach (var endpoint in EndpointsFrom(query).TakeWhile(_ => found.Count < limit))
        {
            var after = query.After is { } place && place.Endpoint == endpoint ? place.Key : null;
            var page = await inventory.ListStates(DeliveryRecord.KindOf(endpoint), query.Status?.ToString(), after, limit - found.Count);
            found.AddRange(page.Select(it => StateCodec.Decode<DeliveryRecord>(it.State.Span)));
        }

        return found;
    }

    private IEnumerable<string> EndpointsFrom(DeliveryQuery query) =>
        (query.Endpoint is { } one ? [one] : hooks.Endpoints)
        .Where(endpoint => query.After is null || string.CompareOrdinal(endpoint, query.After.Endpoint) >= 0)
        .Order(StringComparer.Ordinal);
}
