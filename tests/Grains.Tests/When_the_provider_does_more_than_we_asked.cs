using Acp.Fakes;
using Acp.Orders;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

/// <summary>Refunds take their time, fail days later, are made elsewhere; shoppers go to their banks.</summary>
public sealed class When_the_provider_does_more_than_we_asked : IAsyncLifetime
{
    private RefundWorld world = null!;

    [Theory]
    [InlineData("succeeded", AdjustmentStatus.Completed, 700)]
    [InlineData("failed", AdjustmentStatus.Failed, 0)]
    [InlineData("canceled", AdjustmentStatus.Failed, 0)]
    public async Task A_refund_that_is_pending_is_followed_to_its_end(string outcome, AdjustmentStatus status, long refunded)
    {
        world.Stripe.Bank.BeginRefunds("pending");
        await world.Refunded(700);
        Assert.Equal((AdjustmentStatus.Pending, 0), (Assert.Single((await world.Shown()).Adjustments).Status, (await world.Shown()).Refunded));

        world.Stripe.Bank.SettleRefund(world.Stripe.Bank.Refunds[0].Id, outcome);
        await world.LetPass(TimeSpan.FromMinutes(5));

        var order = await world.Shown();
        Assert.Equal((status, refunded, 3), (Assert.Single(order.Adjustments).Status, order.Refunded, order.Sequence));
    }

    [Fact]
    public async Task A_refund_that_succeeded_and_fails_days_later_can_be_made_again()
    {
        await world.Refunded();
        world.Clock.Advance(TimeSpan.FromDays(5));
        world.Stripe.Bank.SettleRefund(world.Stripe.Bank.Refunds[0].Id, "failed");

        Assert.Equal(Heard.Done, await world.First.LookAgain());

        Assert.Equal((0, AdjustmentStatus.Failed), ((await world.Shown()).Refunded, Assert.Single((await world.Shown()).Adjustments).Status));
        await world.Refunded();
        Assert.Equal((3200, 3200), (world.GivenBack, (await world.Shown()).Refunded));
    }

    [Fact]
    public async Task One_that_fails_at_once_is_refused_and_told_to_nobody()
    {
        world.Stripe.Bank.BeginRefunds("failed");

        var refusal = Assert.IsType<OrderAnswer.Refused>(await world.Refund(700, "k")).Refusal;

        Assert.Equal((OrderRule.RefundRefused, 3200), (refusal.Rule, refusal.Remaining));
        Assert.Equal(refusal, Assert.IsType<OrderAnswer.Refused>(await world.Refund(700, "k")).Refusal);
        Assert.Equal(1, (await world.Shown()).Sequence);
    }

    [Fact]
    public async Task What_is_refunded_elsewhere_is_found_and_told()
    {
        await world.RefundElsewhere(500);
        await world.Refunded(700);
        await world.RefundElsewhere(300);

        Assert.Equal(Heard.Done, await world.First.LookAgain());
        Assert.Equal(Heard.Done, await world.First.LookAgain());

        var order = await world.Shown();
        Assert.Equal([700, 500, 300], order.Adjustments.Select(it => it.Amount!.Value));
        Assert.Equal((1500, 4), (order.Refunded, order.Sequence));
        Assert.Equal(1700, Assert.IsType<OrderAnswer.Refused>(await world.Refund(1701)).Refusal.Remaining);
    }

    [Fact]
    public async Task One_that_the_provider_refuses_for_what_was_done_elsewhere_tells_what_really_remains()
    {
        await world.RefundElsewhere(3000);

        var refusal = Assert.IsType<OrderAnswer.Refused>(await world.Refund(700)).Refusal;

        Assert.Equal((OrderRule.RefundExceedsRemainder, 200), (refusal.Rule, refusal.Remaining));
        Assert.Equal(3000, (await world.Shown()).Refunded);
    }

    [Fact]
    public async Task A_look_up_that_is_not_answered_concludes_nothing()
    {
        await world.RefundElsewhere(500);
        world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.ListDisputes);

        Assert.Equal(Heard.NotYet, await world.First.LookAgain());
        Assert.Equal(1, (await world.Shown()).Sequence);
    }

    /// <summary>Answers overtake each other on the way: the older one must not undo what the newer one told.</summary>
    [Fact]
    public async Task A_look_up_that_was_overtaken_is_made_again()
    {
        var dispute = world.Stripe.Bank.OpenDispute(world.Intent)!;
        var held = world.Stripe.Faults.HoldAfterExecution(StripeCall.ListDisputes);
        var slow = world.First.LookAgain().AsTask();
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(60));
        world.Stripe.Bank.MoveDispute(dispute, "won");
        using var other = world.StartProcess();
        await other.LookAgain();

        held.Release();
        Assert.Equal(Heard.Done, await slow.WaitAsync(TimeSpan.FromSeconds(60)));

        Assert.Equal("won", Assert.Single((await world.Record()).Money.Disputes).Word);
        Assert.Equal(2, (await world.Shown()).Sequence);
    }

    [Theory]
    [InlineData("won", AdjustmentStatus.Failed, 3200)]
    [InlineData("lost", AdjustmentStatus.Completed, 2300)]
    public async Task A_dispute_is_told_from_its_beginning_to_its_end(string outcome, AdjustmentStatus status, long remaining)
    {
        var dispute = world.Stripe.Bank.OpenDispute(world.Intent, "amount=900&reason=product_not_received")!;
        await world.First.LookAgain();
        var open = Assert.Single((await world.Shown()).Adjustments);
        Assert.Equal((AdjustmentKind.Dispute, AdjustmentStatus.Pending, 900L, "product_not_received"), (open.Kind, open.Status, open.Amount, open.Reason));
        Assert.Equal(OrderRule.DisputeOpen, Assert.IsType<OrderAnswer.Refused>(await world.Refund(100)).Refusal.Rule);

        world.Stripe.Bank.MoveDispute(dispute, outcome);
        await world.First.LookAgain();

        Assert.Equal(status, Assert.Single((await world.Shown()).Adjustments).Status);
        Assert.Equal(remaining, RefundAmounts.Remaining(await world.Record()));
    }

    [Fact]
    public async Task A_dispute_that_nobody_told_us_of_is_learned_from_the_refusal()
    {
        world.Stripe.Bank.OpenDispute(world.Intent);

        var refusal = Assert.IsType<OrderAnswer.Refused>(await world.Refund(100)).Refusal;

        Assert.Equal(OrderRule.DisputeOpen, refusal.Rule);
        Assert.Equal(AdjustmentKind.Dispute, Assert.Single((await world.Shown()).Adjustments).Kind);
        Assert.Equal(0, world.GivenBack);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Only_an_owner_who_says_so_overrules_it(bool isOwner, bool overrule)
    {
        world.Stripe.Bank.OpenDispute(world.Intent, "is_charge_refundable=true");
        await world.First.LookAgain();

        Assert.Equal(OrderRule.DisputeOpen, Assert.IsType<OrderAnswer.Refused>(await world.Refund(100, isOwner: isOwner, overrule: overrule)).Refusal.Rule);
        Assert.IsType<OrderAnswer.Done>(await world.Refund(100, isOwner: true, overrule: true));
    }

    /// <summary>Before the bank takes anything, a refund is how one answers it.</summary>
    [Fact]
    public async Task An_inquiry_stands_in_no_refunds_way()
    {
        world.Stripe.Bank.OpenDispute(world.Intent, "status=warning_needs_response");
        await world.First.LookAgain();

        Assert.IsType<OrderAnswer.Done>(await world.Refund(100));
    }

    /// <summary>Its number is taken: under its key the provider would answer with the refund of then.</summary>
    [Fact]
    public async Task One_that_a_restore_lost_is_ours_again_and_its_number_is_not_used_twice()
    {
        await LostByARestore(700);

        await world.First.LookAgain();
        await world.Refunded(800);

        Assert.Equal((1500, 1500), (world.GivenBack, (await world.Shown()).Refunded));
        Assert.Equal(["acp:ord_1:refund:1", "acp:ord_1:refund:2"], world.Sends.Select(it => it.IdempotencyKey));
    }

    /// <summary>The provider has forgotten its key: asked for again it would be made again.</summary>
    [Fact]
    public async Task One_that_a_restore_lost_is_found_before_another_is_made()
    {
        await LostByARestore(700);
        world.Clock.Advance(TimeSpan.FromHours(25));

        var refusal = Assert.IsType<OrderAnswer.Refused>(await world.Refund(700)).Refusal;

        Assert.Equal((OrderRule.RefundsFound, 2500), (refusal.Rule, refusal.Remaining));
        Assert.Equal((700, 700), (world.GivenBack, (await world.Shown()).Refunded));
        await world.Refunded(800);
        Assert.Equal((1500, 1500), (world.GivenBack, (await world.Shown()).Refunded));
    }

    /// <summary>The key is remembered: the same refund is answered with the first, and no look is needed.</summary>
    [Fact]
    public async Task Within_a_day_the_key_finds_it()
    {
        await LostByARestore(700);
        var looks = Looks();
        world.Clock.Advance(TimeSpan.FromHours(22));

        await world.Refunded(700);

        Assert.Equal((700, looks), (world.GivenBack, Looks()));
    }

    [Fact]
    public async Task While_nobody_says_what_was_refunded_no_other_is_made()
    {
        await LostByARestore(700);
        world.Clock.Advance(TimeSpan.FromHours(25));
        world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.LookUpIntent);

        Assert.IsType<OrderAnswer.ProviderUnavailable>(await world.Refund(700, key: "k"));

        Assert.Equal(700, world.GivenBack);
        Assert.IsType<OrderAnswer.Refused>(await world.Refund(700, key: "k"));
    }

    /// <summary>A restricted key may refund and not read disputes.</summary>
    [Fact]
    public async Task That_disputes_may_not_be_read_keeps_nobody_from_a_refund()
    {
        world.Clock.Advance(TimeSpan.FromHours(25));
        world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.ListDisputes, times: 100);

        await world.Refunded(700);

        Assert.Equal(700, world.GivenBack);
    }

    private int Looks() => world.Stripe.Ledger.Count(call => call.Method == "GET");

    private async Task LostByARestore(long amount)
    {
        var before = await world.Store.Load(OrderRecord.KeyOf(RefundWorld.Order));
        await world.Refunded(amount);
        var lost = (await world.Store.Load(OrderRecord.KeyOf(RefundWorld.Order)))!;
        await world.Store.Commit(new Store.Unit(Guid.NewGuid(), world.Clock.Now)
        {
            States = [new(OrderRecord.KeyOf(RefundWorld.Order), lost.Version, before!.State, (await world.Record()).Index())],
        });
    }

    public async ValueTask InitializeAsync() => world = await RefundWorld.Paid();

    public ValueTask DisposeAsync()
    {
        world.Dispose();
        return ValueTask.CompletedTask;
    }
}
