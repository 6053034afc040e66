using Acp.Orders;
using Acp.Pricing;
using Acp.Store;
using FsCheck;
using FsCheck.Fluent;
using static Acp.Tests.SomeOrder;

namespace Acp.Tests;

public sealed class When_a_merchant_does_anything_in_any_order
{
    private static readonly string[] Ids = ["f", "g", "h"];
    private static readonly string[] Keys = ["k1", "k2"];

    [Fact]
    public void No_more_leaves_than_is_wanted_and_no_more_is_wanted_than_was_ordered() => Holds(story =>
    {
        foreach (var line in story.End.Snapshot().Lines)
        {
            Assert.InRange(line.Fulfilled, 0, line.Current);
            Assert.InRange(line.Current, 0, line.Ordered);
        }
    });

    [Fact]
    public void Every_unit_is_somewhere() => Holds(story =>
    {
        var order = story.End.Snapshot();
        foreach (var line in order.Lines)
        {
            Assert.Equal(line.Ordered - line.Current, Count(order.Adjustments.Where(one => one.Kind == AdjustmentKind.Cancellation).SelectMany(one => one.Lines), line.Id));
            Assert.Equal(line.Fulfilled, Count(order.Fulfillments.Where(one => !OrderFold.IsUndone(one.Status)).SelectMany(one => one.Lines), line.Id));
        }
    });

    [Fact]
    public void The_status_says_what_the_quantities_say() => Holds(story =>
    {
        var order = story.End.Snapshot();
        var (wanted, left) = (order.Lines.Sum(line => line.Current), order.Lines.Sum(line => line.Fulfilled));
        var arrived = order.Fulfillments.Where(one => one.Status == FulfillmentStatus.Delivered).Sum(one => one.Lines.Sum(line => line.Quantity));
        Assert.Equal(wanted == 0, order.Status == OrderStatus.Canceled);
        Assert.Equal(wanted > 0 && arrived == wanted, order.Status == OrderStatus.Completed);
        Assert.Equal(wanted > 0 && left == wanted && arrived < wanted, order.Status == OrderStatus.Shipped);
        Assert.True(order.Status is not OrderStatus.Confirmed || left == 0);
        Assert.True(order.Status is not OrderStatus.Processing || left > 0);
    });

    [Fact]
    public void What_was_told_once_is_told_the_same_for_ever() => Holds(story =>
    {
        foreach (var (_, before) in story.Steps)
        {
            Assert.Equal(Bytes(before.Snapshot()), Bytes(OrderFold.At(story.End, before.Sequence)));
        }
    });

    [Fact]
    public void What_is_stored_reads_as_it_was() => Holds(story =>
    {
        var read = StateCodec.Decode<OrderRecord>(StateCodec.Encode(story.End).Span);
        Assert.Equal(Bytes(story.End), Bytes(read));
        Assert.Equal(Bytes(story.End.Snapshot()), Bytes(read.Snapshot()));
    });

    [Fact]
    public void A_command_that_comes_again_changes_nothing() => Holds(story =>
    {
        foreach (var (step, before) in story.Steps.Where(step => step.Step.Key is not null))
        {
            var after = before.Do(Call(step.Key), step.Command);
            if (after.Decision is not (OrderDecision.Refuse or OrderDecision.Reused))
            {
                Assert.IsType<OrderDecision.Already>(after.After.Do(Call(step.Key), step.Command).Decision);
                Assert.Same(after.After, after.After.Do(Call(step.Key), step.Command).After);
                Assert.IsType<OrderDecision.Reused>(after.After.Do(Call(step.Key, "another"), step.Command).Decision);
            }
        }
    });

    [Fact]
    public void What_is_canceled_of_counted_lines_goes_back_on_the_shelf_and_nothing_else_does() => Holds(story =>
    {
        var back = story.Steps.Zip(story.Steps.Select(step => step.Before).Skip(1).Append(story.End)).SelectMany(pair => Counters(pair.First.Before, pair.Second)).ToArray();
        var line = story.End.Snapshot().Lines[0];
        Assert.Equal(line.Ordered - line.Current, back.Where(change => change.Name == StockCounters.Available("item_1")).Sum(change => change.Delta));
        Assert.Equal(line.Current - line.Ordered, back.Where(change => change.Name == StockCounters.Sold("item_1")).Sum(change => change.Delta));
        Assert.DoesNotContain(back, change => change.Name.Contains("item_2", StringComparison.Ordinal));
    });

    private static void Holds(Action<Story> promise) => Prop.ForAll(Stories(), steps =>
    {
        promise(Story.Of(steps));
        return true;
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<List<Step>> Stories() =>
        (from steps in (from command in Commands() from key in Gen.Frequency((2, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>(Keys))) select new Step(command, key)).NonEmptyListOf()
         select steps.ToList()).ToArbitrary();

    private static Gen<OrderCommand> Commands() => Gen.Frequency(
        (1, Gen.Constant<OrderCommand>(new OrderCommand.Confirm())),
        (1, Gen.Constant<OrderCommand>(new OrderCommand.HoldForReview("odd"))),
        (1, Gen.Constant<OrderCommand>(new OrderCommand.Note("look"))),
        (6, from id in Gen.Elements<string?>([null, .. Ids]) from lines in Lines() select (OrderCommand)Ship(id, lines)),
        (6, from id in Gen.Elements(Ids) from status in Gen.Elements(Enum.GetValues<FulfillmentStatus>()) select (OrderCommand)Move(id, status)),
        (3, from lines in Lines() select (OrderCommand)Cancel(lines)));

    private static Gen<List<LineQuantity>> Lines() =>
        from lines in (from id in Gen.Elements("li_1", "li_2", "item_2", "li_9") from quantity in Gen.Choose(1, 4) select new LineQuantity(id, quantity)).ListOf()
        select lines.Take(3).ToList();

    private static int Count(IEnumerable<LineQuantity> lines, string id) => lines.Where(line => line.LineId == id).Sum(line => line.Quantity);

    private static string Bytes<T>(T value) => System.Text.Encoding.UTF8.GetString(StateCodec.Encode(value).Span);

    private static IEnumerable<CounterChange> Counters(OrderRecord before, OrderRecord after) => after.Entries.Skip(before.Entries.Count)
        .SelectMany(entry => new OrderTransition(before, "ann", Placed).Write(entry).Build(new Snapshot<OrderRecord>("order/x", before, 1), Guid.NewGuid(), []).Counters);

    private sealed record Step(OrderCommand Command, string? Key);

    private sealed record Story(IReadOnlyList<(Step Step, OrderRecord Before)> Steps, OrderRecord End)
    {
        public static Story Of(IReadOnlyList<Step> steps)
        {
            var (record, taken) = (SomeOrder.Of(5, 3), new List<(Step, OrderRecord)>());
            foreach (var step in steps)
            {
                taken.Add((step, record));
                record = record.Do(Call(step.Key, step.Command.ToString()!), step.Command).After;
            }

            return new Story(taken, record);
        }
    }
}
