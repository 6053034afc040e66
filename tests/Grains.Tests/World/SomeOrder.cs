using Acp.Orders;
using Acp.Pricing;

namespace Acp.Tests;

/// <summary>An order of some lines, and what is done with it.</summary>
internal static class SomeOrder
{
    public const string Id = "ord_1";
    public static readonly DateTimeOffset Placed = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly Dispatch Parcel = new(FulfillmentChannel.Shipping, "UPS", "1Z", null, null, null, null, null);

    /// <param name="quantities">Of lines li_1, li_2, …, of items item_1, item_2, …; the stock of the first is counted.</param>
    public static OrderRecord Of(params IReadOnlyList<int> quantities) => new(new PlacedOrder(
        Id,
        "1001",
        "cs_1",
        World.Platform,
        "usd",
        Buyer: null,
        new FulfillmentDetails("Ada", null, null, new Address("Ada", "1 Way", null, "Town", "CA", "US", "90001")),
        BillingAddress: null,
        OrderNotes: null,
        Metadata: null,
        Locale: null,
        [.. quantities.Select((quantity, i) => Line(i + 1, quantity))],
        Chosen: [],
        [new TotalLine(TotalType.Total, "Total", 500L * quantities.Sum())],
        new OrderPayment("pi_1", "acct_1", 500L * quantities.Sum()),
        Placed));

    public static OrderRecord After(this OrderRecord record, params IEnumerable<OrderCommand> commands) =>
        commands.Aggregate(record, (order, command) => order.Do(Call(), command).After);

    /// <summary>As the actor does it, without a store.</summary>
    public static (OrderDecision Decision, OrderRecord After) Do(this OrderRecord record, OrderCall call, OrderCommand command)
    {
        var decision = OrderDecider.OnCommand(record, call, command, $"ful_{record.Sequence}", Placed.AddMinutes(record.Sequence));
        var change = new OrderTransition(record, call.Operator, Placed);
        return (decision, decision switch
        {
            OrderDecision.Write d => change.Write(d.Entry).Remember(call, d.Id).After,
            OrderDecision.Jot d => change.Jot(d.Note).Remember(call, id: null).After,
            OrderDecision.Already d when record.Find(call.Key) is null => change.Remember(call, d.Id).After,
            _ => record,
        });
    }

    public static OrderCall Call(string? key = null, string fingerprint = "f") => new("ann", key, fingerprint);

    public static OrderCommand.Fulfill Ship(string? id, params IReadOnlyList<LineQuantity> lines) => new(id, lines, Parcel);

    public static OrderCommand.Progress Move(string fulfillment, FulfillmentStatus status) => new(fulfillment, status, null, null);

    public static OrderCommand.Cancel Cancel(params IReadOnlyList<LineQuantity> lines) => new(lines, "out of it");

    private static QuotedLine Line(int number, int quantity)
    {
        var product = new FrozenProduct($"item_{number}", "An item", null, 500, ProductKind.Physical, "standard", [], 99);
        var amount = 500L * quantity;
        return new QuotedLine(new CartLine($"li_{number}", quantity, product), amount, 0, amount, 0, amount, StockCounted: number == 1);
    }
}
