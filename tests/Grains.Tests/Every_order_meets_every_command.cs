using Acp.Orders;
using static Acp.Tests.SomeOrder;

namespace Acp.Tests;

/// <summary>What a merchant may do when, as tables that are read in the diff.</summary>
public sealed class Every_order_meets_every_command
{
    // Three of one line.
    private static readonly (string Name, OrderRecord State)[] Orders =
    [
        ("Confirmed", Of(3)),
        ("ManualReview", Of(3).After(new OrderCommand.HoldForReview("odd"))),
        ("Processing(1 left)", Of(3).After(Ship("f", One))),
        ("Held(1 left)", Of(3).After(Ship("f", One), new OrderCommand.HoldForReview("odd"))),
        ("Processing(1 canceled)", Of(3).After(Ship("f", One), Cancel(One))),
        ("Shipped", Of(3).After(Ship("f"))),
        ("Confirmed(returned)", Of(3).After(Ship("f"), Move("f", FulfillmentStatus.ReturnedToSender))),
        ("Completed", Of(3).After(Ship("f"), Move("f", FulfillmentStatus.Delivered))),
        ("Completed(2 canceled)", Of(3).After(Ship("f", One), Cancel(), Move("f", FulfillmentStatus.Delivered))),
        ("Canceled", Of(3).After(Cancel())),
    ];

    private static readonly (string Name, OrderCommand Event)[] Commands =
    [
        ("Confirm", new OrderCommand.Confirm()),
        ("HoldForReview", new OrderCommand.HoldForReview("odd")),
        ("Fulfill(what is left)", Ship("g")),
        ("Fulfill(1)", Ship("g", One)),
        ("Fulfill(3)", Ship("g", One with { Quantity = 3 })),
        ("Fulfill(by item)", Ship("g", One with { LineId = "item_1" })),
        ("Fulfill(f, 1)", Ship("f", One)),
        ("Fulfill(f, other)", new OrderCommand.Fulfill("f", [], Parcel with { Carrier = "DHL" })),
        ("Fulfill(no such line)", Ship("g", new LineQuantity("li_9", 1))),
        ("Progress(f, InTransit)", Move("f", FulfillmentStatus.InTransit)),
        ("Progress(f, Delivered)", Move("f", FulfillmentStatus.Delivered)),
        ("Progress(f, Canceled)", Move("f", FulfillmentStatus.Canceled)),
        ("Cancel(what is left)", Cancel()),
        ("Cancel(1)", Cancel(One)),
        ("Cancel(3)", Cancel(One with { Quantity = 3 })),
        ("Note", new OrderCommand.Note("look")),
    ];

    private static LineQuantity One => new("li_1", 1);

    [Fact]
    public void Orders_do_as_the_table_says() =>
        TransitionTable.MatchesCheckedIn("Order.transitions.txt", TransitionTable.Render(Orders, Commands, (order, command) => Outcome(order, command)));

    [Fact]
    public void Fulfillments_go_as_the_table_says() => TransitionTable.MatchesCheckedIn(
        "Fulfillment.transitions.txt",
        TransitionTable.Render(
            Enum.GetValues<FulfillmentStatus>().Select(status => (status.ToString(), status)),
            [.. Enum.GetValues<FulfillmentStatus>().Select(status => (status.ToString(), status))],
            (from, to) => FulfillmentCourse.Leads(from, to) ? to.ToString() : "(refused)"));

    [Fact]
    public void Each_channel_begins_where_it_does() => Assert.Equal(
        [FulfillmentStatus.Shipped, FulfillmentStatus.ReadyForPickup, FulfillmentStatus.Delivered],
        Enum.GetValues<FulfillmentChannel>().Select(FulfillmentCourse.Beginning));

    [Fact]
    public void No_command_but_the_refund_is_missing_from_the_table() => Assert.Equal(
        typeof(OrderCommand).GetNestedTypes().Where(type => type != typeof(OrderCommand.Refund)).Select(type => type.Name).Order(StringComparer.Ordinal),
        Commands.Select(command => command.Event.GetType().Name).Distinct().Order(StringComparer.Ordinal));

    private static string Outcome(OrderRecord order, OrderCommand command)
    {
        var (decision, after) = order.Do(Call(), command);
        var (stood, stands) = (order.Snapshot(), after.Snapshot());
        return decision switch
        {
            OrderDecision.Refuse d => $"Refuse({d.Refusal.Rule})",
            OrderDecision.Write when stood.Status != stands.Status => $"{stands.Status} {Quantities(stands)}",
            OrderDecision.Write => $"(as it was) {Quantities(stands)}",
            _ => decision.GetType().Name,
        };
    }

    private static string Quantities(OrderSnapshot order) => $"{order.Lines[0].Fulfilled} of {order.Lines[0].Current}";
}
