using Acp.Orders;

namespace Acp.Tests;

public sealed class When_money_is_given_back : IAsyncLifetime
{
    private RefundWorld world = null!;

    [Fact]
    public async Task In_parts_it_is_told_each_time_and_is_never_more_than_was_charged()
    {
        await world.Refunded(1200);
        Refused(OrderRule.RefundExceedsRemainder, 2000, await world.Refund(2001));
        await world.Refunded(1500);
        Refused(OrderRule.RefundExceedsRemainder, 500, await world.Refund(501));
        await world.Refunded();
        Refused(OrderRule.RefundExceedsRemainder, 0, await world.Refund(1));
        Refused(OrderRule.RefundExceedsRemainder, 0, await world.Refund());

        var order = await world.Shown();
        Assert.Equal((RefundWorld.Charged, RefundWorld.Charged, 4), (order.Refunded, world.GivenBack, order.Sequence));
        Assert.Equal([1200, 1500, 500], order.Adjustments.Select(it => it.Amount!.Value));
        Assert.All(order.Adjustments, it => Assert.Equal((AdjustmentKind.Refund, AdjustmentStatus.Completed, "requested_by_customer"), (it.Kind, it.Status, it.Reason)));
        Assert.Equal(3, world.Sends.Count);
    }

    /// <summary>1000 for three of them.</summary>
    [Fact]
    public async Task Units_of_a_line_cost_its_total_together_to_the_last_minor_unit()
    {
        for (var unit = 0; unit < 3; unit++)
        {
            await world.Refunded(lines: new LineQuantity("li_1", 1));
        }

        Assert.Equal([333, 334, 333], (await world.Shown()).Adjustments.Select(it => it.Amount!.Value));
        Refused(OrderRule.QuantityExceeded, null, await world.Refund(lines: new LineQuantity("li_1", 1)));
    }

    [Fact]
    public async Task Several_lines_cost_what_they_cost_together_by_line_or_by_item()
    {
        var refund = await world.Refunded(lines: [new("book", 1), new("li_1", 2)]);

        var made = (await world.Record()).Money.Find(refund)!;
        Assert.Equal(2167, made.Amount);
        Assert.Equal([new RefundedLine("li_1", 2, 667), new RefundedLine("li_2", 1, 1500)], made.Lines);
        Assert.Equal([new LineQuantity("li_1", 2), new LineQuantity("li_2", 1)], Assert.Single((await world.Shown()).Adjustments).Lines);
    }

    [Fact]
    public async Task A_sum_for_lines_is_at_most_what_they_cost()
    {
        Refused(OrderRule.RefundExceedsRemainder, 333, await world.Refund(334, lines: new LineQuantity("li_1", 1)));
        await world.Refunded(100, new LineQuantity("li_1", 1));
        await world.Refunded(lines: new LineQuantity("li_1", 2));

        Assert.Equal(767, world.GivenBack);
    }

    [Fact]
    public async Task Lines_never_give_more_than_is_left_of_the_order()
    {
        await world.Refunded(3000);

        Refused(OrderRule.RefundExceedsRemainder, 200, await world.Refund(lines: new LineQuantity("li_2", 1)));
    }

    [Fact]
    public async Task A_line_that_the_order_has_not_is_refused()
    {
        Refused(OrderRule.UnknownLine, null, await world.Refund(lines: new LineQuantity("li_9", 1)));
        Refused(OrderRule.QuantityExceeded, null, await world.Refund(lines: new LineQuantity("li_1", 4)));
        Refused(OrderRule.QuantityExceeded, null, await world.Refund(lines: [new("li_1", int.MaxValue), new("mug", int.MaxValue)]));
        Assert.Empty(world.Sends);
    }

    [Fact]
    public async Task What_cost_nothing_has_nothing_to_give_back()
    {
        using var free = await RefundWorld.Free();

        Refused(OrderRule.NothingCharged, null, await free.Refund());
        Assert.Empty(free.Sends);
    }

    [Fact]
    public async Task The_same_key_gives_back_once()
    {
        var first = Assert.IsType<OrderAnswer.Done>(await world.Refund(700, key: "k"));
        var again = Assert.IsType<OrderAnswer.Done>(await world.Refund(700, key: "k"));
        Assert.IsType<OrderAnswer.KeyReused>(await world.Refund(701, key: "k"));

        Assert.Equal((true, false, first.Id), (first.Changed, again.Changed, again.Id));
        Assert.Equal(700, world.GivenBack);
        Assert.Single(world.Sends);
    }

    [Fact]
    public async Task Who_did_it_and_what_the_provider_calls_it_are_on_the_audit_trail_only()
    {
        await world.Refunded(700);

        var trail = await world.Store.ReadAudit(OrderRecord.KeyOf(RefundWorld.Order));
        var provider = world.Stripe.Bank.Refunds[0].Id;
        Assert.Equal(["refund.begun", "refund.carried_out", "order.refund_changed"], trail.Select(it => it.Event));
        Assert.All(trail, it => Assert.Equal("anna", it.Actor));
        Assert.Contains(trail, it => it.Detail.Contains(provider, StringComparison.Ordinal));
        Assert.DoesNotContain(provider, System.Text.Json.JsonSerializer.Serialize(await world.Shown()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_order_that_is_not_there_nothing_is()
    {
        using var nobody = new OrderActor("ord_2", new OrderPorts(
            world.Store, world.Provider, new CountingIds(), world.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<OrderActor>.Instance));

        Assert.IsType<OrderAnswer.NotFound>(await world.Refund(1, process: nobody));
        Assert.Equal(SharedPaymentTokens.Heard.NobodyKnows, await nobody.LookAgain());
        await nobody.Wake();
    }

    public async ValueTask InitializeAsync() => world = await RefundWorld.Paid();

    public ValueTask DisposeAsync()
    {
        world.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Refused(OrderRule rule, long? remaining, OrderAnswer answer)
    {
        var refusal = Assert.IsType<OrderAnswer.Refused>(answer).Refusal;
        Assert.Equal((rule, remaining), (refusal.Rule, refusal.Remaining));
    }
}
