using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Store;
using static Acp.Tests.SomeOrder;

namespace Acp.Tests;

public sealed class When_a_merchant_drives_an_order : IDisposable
{
    private readonly World world = new();
    private string order = string.Empty;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_is_shipped_in_parts_and_arrives()
    {
        await Place(3);

        Assert.Equal(new OrderAnswer.Done(true, "p1"), await Do(Ship("p1", new LineQuantity("li_item", 1))));
        Assert.Equal(OrderStatus.Processing, (await Stands()).Status);
        Assert.Equal(new OrderAnswer.Done(true, "p2"), await Do(Ship("p2")));
        Assert.Equal(OrderStatus.Shipped, (await Stands()).Status);
        await Do(Move("p1", FulfillmentStatus.Delivered));
        Assert.Equal(new OrderAnswer.Done(true, "p2_2"), await Do(Move("p2", FulfillmentStatus.Delivered)));

        var stands = await Stands();
        Assert.Equal((OrderStatus.Completed, 5), (stands.Status, stands.Sequence));
        Assert.Equal([1, 2], stands.Fulfillments.Select(parcel => parcel.Lines.Single().Quantity));
        Assert.Equal(["p2_1", "p2_2"], stands.Fulfillments[1].Events.Select(happened => happened.Id));
    }

    [Fact]
    public async Task More_than_was_ordered_is_refused_with_how_many_are_left()
    {
        await Place(3);
        await Do(Ship("p1", new LineQuantity("li_item", 2)));

        var refused = Assert.IsType<OrderAnswer.Refused>(await Do(Ship("p2", new LineQuantity("li_item", 2)))).Refusal;

        Assert.Equal(new(OrderRule.QuantityExceeded, "Of line li_item 1 remain that have neither left nor been canceled.", "$.lines[0].quantity"), refused);
        Assert.Equal(2, (await Stands()).Sequence);
    }

    [Fact]
    public async Task What_is_canceled_goes_back_on_the_shelf()
    {
        await world.Stock(10);
        await Place(3);
        Assert.Equal((7, 0, 3), await world.Shelf());

        await Do(Cancel(new LineQuantity("li_item", 2)), "k");
        await Do(Cancel(new LineQuantity("li_item", 2)), "k");

        Assert.Equal((9, 0, 1), await world.Shelf());
        Assert.Equal(OrderStatus.Confirmed, (await Stands()).Status);
        Assert.Equal(AdjustmentKind.Cancellation, Assert.Single((await Stands()).Adjustments).Kind);
    }

    [Fact]
    public async Task What_was_not_counted_was_never_on_a_shelf()
    {
        await Place(3);

        await Do(Cancel(), "k");

        Assert.Equal((0, 0, 0), await world.Shelf());
        Assert.Equal(OrderStatus.Canceled, (await Stands()).Status);
    }

    [Fact]
    public async Task What_is_held_does_not_leave_until_somebody_has_looked()
    {
        await Place(1);

        await Do(new OrderCommand.HoldForReview("two cards, one shopper"));
        Assert.Equal(OrderRule.UnderReview, Assert.IsType<OrderAnswer.Refused>(await Do(Ship("p1"))).Refusal.Rule);
        await Do(new OrderCommand.Confirm());

        Assert.Equal(new OrderAnswer.Done(true, "p1"), await Do(Ship("p1")));
    }

    [Fact]
    public async Task Each_endpoint_falls_due_with_each_change_and_a_note_is_told_to_nobody()
    {
        world.EndpointsOf = _ => ["merchant"];
        await Place(1);
        await Told();

        await Do(new OrderCommand.Note("the shopper called"), "k1");
        Assert.Empty(await Claimed());
        await Do(new OrderCommand.HoldForReview("odd"));
        Assert.Equal([$"delivery.merchant/{order}"], await Claimed());

        var record = (await new OrderReader(world.Store).Load(order))!;
        Assert.Equal(("the shopper called", "ann"), (record.Notes.Single().Text, record.Notes.Single().By));
        Assert.DoesNotContain(await world.Store.ReadAudit(OrderRecord.KeyOf(order)), entry => entry.Detail.Contains("called", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_did_what_is_on_record()
    {
        await Place(1);

        await Do(new OrderCommand.HoldForReview("odd"));
        await Do(Cancel(), "k");

        Assert.Equal(
            [("order.held_for_review", "ann", """{"reason":"odd"}"""), ("order.canceled", "ann", """{"lines":{"li_item":1},"reason":"out of it"}""")],
            (await world.Store.ReadAudit(OrderRecord.KeyOf(order))).Select(entry => (entry.Event, entry.Actor, entry.Detail)));
    }

    [Theory]
    [InlineData(StoreFault.LostBefore)]
    [InlineData(StoreFault.LostAfter)]
    [InlineData(StoreFault.LostAfterAndSilent)]
    [InlineData(StoreFault.Conflict)]
    public async Task A_command_that_is_repeated_because_its_answer_was_lost_is_done_once(StoreFault fault)
    {
        await world.Stock(10);
        await Place(3);
        world.Store.Faults.Enqueue(fault);

        await Do(Cancel(new LineQuantity("li_item", 1)), "k");
        await Do(Cancel(new LineQuantity("li_item", 1)), "k");

        Assert.Equal((8, 0, 2), await world.Shelf());
        Assert.Single((await Stands()).Adjustments);
    }

    [Fact]
    public async Task A_lost_answer_is_told_as_such_where_nobody_can_say()
    {
        await Place(1);
        world.Store.Faults.Enqueue(StoreFault.LostAfterAndSilent);

        Assert.IsType<OrderAnswer.StoreUnavailable>(await Do(new OrderCommand.Note("n"), "k"));
        Assert.Equal(new OrderAnswer.Done(false), await Do(new OrderCommand.Note("n"), "k"));
    }

    [Fact]
    public async Task A_key_that_comes_with_another_command_is_refused()
    {
        await Place(1);
        await Do(new OrderCommand.Note("n"), "k");

        Assert.IsType<OrderAnswer.KeyReused>(await world.Grains.Get<IOrder>(order).Do(Call("k", "another"), new OrderCommand.Note("m")));
    }

    [Fact]
    public async Task A_late_repeat_of_what_changed_nothing_changes_nothing_either()
    {
        await Place(1);
        await Do(new OrderCommand.HoldForReview("odd"));
        Assert.Equal(new OrderAnswer.Done(false), await Do(new OrderCommand.HoldForReview("odd"), "k"));
        await Do(new OrderCommand.Confirm());

        Assert.Equal(new OrderAnswer.Done(false), await Do(new OrderCommand.HoldForReview("odd"), "k"));

        Assert.Equal(OrderStatus.Confirmed, (await Stands()).Status);
    }

    [Fact]
    public async Task Two_processes_that_ship_the_last_one_at_once_ship_one()
    {
        await Place(1);
        var other = world.StartProcess();
        world.Store.Committing = async _ => await Task.Yield();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
            await (i % 2 == 0 ? world.Grains : other).Get<IOrder>(order).Do(Call(), Ship($"p{i}")))));

        Assert.Single(answers, answer => answer is OrderAnswer.Done { Changed: true });
        Assert.Equal(19, answers.Count(answer => answer is OrderAnswer.Refused { Refusal.Rule: OrderRule.QuantityExceeded }));
        Assert.Single((await Stands()).Fulfillments);
    }

    [Fact]
    public async Task Two_processes_that_do_different_things_both_do_them()
    {
        await Place(99);
        var other = world.StartProcess();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () => Assert.IsType<OrderAnswer.Done>(
            await (i % 2 == 0 ? world.Grains : other).Get<IOrder>(order).Do(Call($"k{i}"), i % 2 == 0 ? Ship(null, new LineQuantity("li_item", 1)) : Cancel(new LineQuantity("li_item", 1)))))));

        Assert.Equal((21, 89, 10), ((await Stands()).Sequence, (await Stands()).Lines[0].Current, (await Stands()).Lines[0].Fulfilled));
    }

    [Fact]
    public async Task Money_finds_room_where_commands_no_longer_do()
    {
        await Place(1);
        var full = (await new OrderReader(world.Store).Load(order))! with
        {
            Entries = [.. Enumerable.Repeat(new OrderEntry.Confirmed(world.Clock.Now), OrderRecord.MaxEntries - OrderRecord.ReservedForMoney)],
        };
        await world.Store.Commit(new Unit(world.Ids.NewCommitId(), world.Clock.Now) { States = [new StateChange(OrderRecord.KeyOf(order), 1, StateCodec.Encode(full), full.Index())] });

        Assert.Equal(OrderRule.TooManyEntries, Assert.IsType<OrderAnswer.Refused>(await Do(new OrderCommand.HoldForReview("odd"))).Refusal.Rule);
        Assert.IsType<OrderAnswer.Done>(await Do(new OrderCommand.Note("n"), "k"));
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_not_found()
    {
        Assert.IsType<OrderAnswer.NotFound>(await world.Grains.Get<IOrder>("ord_none").Do(Call(), new OrderCommand.Confirm()));
        Assert.Equal(Heard.NobodyKnows, await world.Grains.Get<IOrder>("ord_none").LookAgain());
    }

    private async Task Place(int quantity)
    {
        var session = await world.ReadySession(quantity);
        Acp.Tests.Told.Completed(await world.Complete(session, "spt_1"));
        order = (await world.Stored(session)).Order!.Id;
    }

    private async Task<OrderSnapshot> Stands() => (await new OrderReader(world.Store).Load(order))!.Snapshot();

    private ValueTask<OrderAnswer> Do(OrderCommand command, string? key = null) => world.Grains.Get<IOrder>(order).Do(Call(key), command);

    private ValueTask<IReadOnlyList<string>> Claimed() => world.Store.ClaimDue("delivery.merchant", world.Clock.Now, TimeSpan.FromMinutes(1), 10);

    private async Task Told() => await world.Store.Commit(new Unit(world.Ids.NewCommitId(), world.Clock.Now) { Due = [new DueTime($"delivery.merchant/{order}", At: null) { Through = 1 }] });
}
