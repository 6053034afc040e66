namespace Acp.Simulation;

/// <summary>What must hold of orders and of what is told of them when everything has come to rest.</summary>
/// <param name="Due">Whatever still wants to be woken.</param>
internal sealed record FinalOrderAudit(
    World World,
    IReadOnlyDictionary<string, OrderBook> Orders,
    IReadOnlyDictionary<(string Endpoint, string Order), DeliveryBook> Deliveries,
    IReadOnlyDictionary<(string Endpoint, string Order), HeardBook> Heard,
    IEnumerable<string> Due)
{
    public static bool IsOfOrders(string subject) =>
        subject.StartsWith("order/", StringComparison.Ordinal) || subject.StartsWith("delivery.", StringComparison.Ordinal);

    public void Check(Action<Invariant, string> report)
    {
        foreach (var subject in Due.Where(IsOfOrders))
        {
            report(Invariant.NothingUnsettled, $"{subject} is still due.");
        }

        foreach (var order in Orders.Values)
        {
            foreach (var endpoint in World.Receivers.Of(order.Platform))
            {
                Check(order, endpoint, report);
            }
        }
    }

    private void Check(OrderBook order, string endpoint, Action<Invariant, string> report)
    {
        var book = Deliveries.GetValueOrDefault((endpoint, order.Id));
        if (book is { IsDead: true })
        {
            if (World.Receivers.Find(endpoint).Temper is not (Temper.DeadForAWhile or Temper.DeadForEver))
            {
                report(Invariant.NoMessageIsLost, $"{order.Id} was given up at {endpoint}, which was not dead for days.");
            }
        }
        else if (book?.Delivered != order.Sequence || !Heard[(endpoint, order.Id)].Has(order.Sequence))
        {
            report(Invariant.NoMessageIsLost, $"{order.Id} has come to {order.Sequence}; delivered to {endpoint} are {book?.Delivered ?? 0}.");
        }
    }
}
