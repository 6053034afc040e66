using Acp.Fakes;
using Acp.Orders;

namespace Acp.Tests;

public sealed class When_a_refunds_outcome_is_unknown : IAsyncLifetime
{
    private const string Key = "the-key";

    private RefundWorld world = null!;

    [Theory]
    [InlineData(FaultKind.LoseReply)]
    [InlineData(FaultKind.LoseRequest)]
    [InlineData(FaultKind.Reply409)]
    public async Task The_same_key_tells_later_and_money_goes_back_once(FaultKind fault)
    {
        world.Stripe.Faults.Next(fault, StripeCall.Refund);
        var unknown = Assert.IsType<OrderAnswer.RefundOutcomeUnknown>(await world.Refund(700, Key));
        Assert.IsType<OrderAnswer.RefundOutcomeUnknown>(await world.Refund(700, Key));

        world.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(unknown.Id, Assert.IsType<OrderAnswer.Done>(await world.Refund(700, Key)).Id);
        Assert.Equal((700, 700), (world.GivenBack, (await world.Shown()).Refunded));
        Assert.Single(world.Sends.Select(it => it.IdempotencyKey).Distinct());
    }

    [Theory]
    [InlineData(FaultKind.LoseReply)]
    [InlineData(FaultKind.LoseRequest)]
    [InlineData(FaultKind.CommitThen500)]
    public async Task It_settles_by_itself(FaultKind fault)
    {
        world.Stripe.Faults.Next(fault, StripeCall.Refund);
        var id = Assert.IsType<OrderAnswer.RefundOutcomeUnknown>(await world.Refund(700, Key)).Id;

        await world.LetPass(TimeSpan.FromMinutes(10));

        Assert.IsType<RefundState.Succeeded>(await world.StateOf(id));
        Assert.Equal((700, 700), (world.GivenBack, (await world.Shown()).Refunded));
        Assert.Empty(await world.Store.ClaimDue("order", world.Clock.Now.AddYears(1), TimeSpan.FromSeconds(1), 10));
    }

    [Fact]
    public async Task Meanwhile_its_amount_cannot_be_given_back_again()
    {
        world.Stripe.Faults.Next(FaultKind.LoseRequest, StripeCall.Refund);
        await world.Refund(3000);

        var refusal = Assert.IsType<OrderAnswer.Refused>(await world.Refund(201)).Refusal;

        Assert.Equal((OrderRule.RefundExceedsRemainder, 200), (refusal.Rule, refusal.Remaining));
    }

    [Fact]
    public async Task A_process_that_dies_between_commit_and_send_leaves_it_to_the_clock()
    {
        world.Store.Committed = _ => throw new InvalidOperationException("died");
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Refund(700, Key));
        world.Store.Committed = null;
        Assert.Empty(world.Sends);

        await world.LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal((700, 700), (world.GivenBack, (await world.Shown()).Refunded));
        Assert.IsType<OrderAnswer.Done>(await world.Refund(700, Key, world.StartProcess()));
    }

    [Fact]
    public async Task A_process_that_dies_between_reply_and_commit_gives_back_once()
    {
        world.Store.Committing = unit => unit.Audit.Any(it => it.Event == "refund.carried_out") ? throw new InvalidOperationException("died") : Task.CompletedTask;
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Refund(700, Key));
        world.Store.Committing = null;

        await world.LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal((700, 700), (world.GivenBack, (await world.Shown()).Refunded));
    }

    [Theory]
    [InlineData(StoreFault.LostBefore)]
    [InlineData(StoreFault.LostAfter)]
    [InlineData(StoreFault.LostAfterAndSilent)]
    public async Task A_commit_that_loses_its_answer_gives_back_at_most_once(StoreFault fault)
    {
        world.Store.Faults.Enqueue(fault);
        await world.Refund(700, Key);
        await world.LetPass(TimeSpan.FromMinutes(2));

        Assert.IsType<OrderAnswer.Done>(await world.Refund(700, Key));
        Assert.Equal((700, 700), (world.GivenBack, (await world.Shown()).Refunded));
    }

    /// <summary>Nothing was executed, so the key is new: whoever brings it again wants it to be tried again.</summary>
    [Fact]
    public async Task One_that_the_provider_did_not_carry_out_is_withdrawn()
    {
        world.Stripe.Faults.Next(FaultKind.Reply429, StripeCall.Refund);

        Assert.IsType<OrderAnswer.ProviderUnavailable>(await world.Refund(700, Key));
        Assert.Empty((await world.Record()).Money.Refunds);
        Assert.IsType<OrderAnswer.Done>(await world.Refund(800, Key));
        Assert.Equal(["acp:ord_1:refund:1", "acp:ord_1:refund:2"], world.Sends.Select(it => it.IdempotencyKey));
    }

    /// <summary>The second 429 says nothing of the first send, whose reply was lost.</summary>
    [Fact]
    public async Task On_a_repeat_that_was_not_carried_out_it_stays_unknown()
    {
        world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.Refund);
        world.Stripe.Faults.Next(FaultKind.Reply429, StripeCall.Refund);
        await world.Refund(700, Key);
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<OrderAnswer.RefundOutcomeUnknown>(await world.Refund(700, Key));
        await world.LetPass(TimeSpan.FromMinutes(5));
        Assert.Equal((700, 700), (world.GivenBack, (await world.Shown()).Refunded));
    }

    /// <summary>The provider forgets keys after 24 h: a repeat would then be a second refund.</summary>
    [Fact]
    public async Task After_23_hours_it_is_only_looked_up()
    {
        world.Stripe.Faults.Often(FaultKind.LoseReply, 1, StripeCall.Refund);
        world.Stripe.Faults.Often(FaultKind.LoseReply, 1, StripeCall.ListRefunds);
        var begun = world.Clock.Now;
        var id = Assert.IsType<OrderAnswer.RefundOutcomeUnknown>(await world.Refund(700, Key)).Id;

        await world.LetPass(TimeSpan.FromHours(30), TimeSpan.FromMinutes(10));
        Assert.IsType<RefundState.Sending>(await world.StateOf(id));
        Assert.True(world.Sends.Max(it => it.At) < begun + RefundDecider.ResendLimit);

        world.Stripe.Faults.Clear();
        await world.LetPass(TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));
        Assert.IsType<RefundState.Succeeded>(await world.StateOf(id));
        Assert.Equal(700, world.GivenBack);
    }

    [Fact]
    public async Task One_that_never_arrived_gives_its_amount_back_once_nothing_of_it_can_be_on_its_way()
    {
        world.Stripe.Faults.Often(FaultKind.LoseRequest, 1, StripeCall.Refund);
        var id = Assert.IsType<OrderAnswer.RefundOutcomeUnknown>(await world.Refund(3200, Key)).Id;

        await world.LetPass(TimeSpan.FromHours(40), TimeSpan.FromMinutes(10));
        Assert.IsType<RefundState.Sending>(await world.StateOf(id));

        await world.LetPass(TimeSpan.FromHours(8), TimeSpan.FromMinutes(10));
        Assert.IsType<RefundState.Failed>(await world.StateOf(id));
        world.Stripe.Faults.Clear();
        Assert.IsType<OrderAnswer.Done>(await world.Refund(3200));
        Assert.Equal((3200, 3200), (world.GivenBack, (await world.Shown()).Refunded));
    }

    public async ValueTask InitializeAsync() => world = await RefundWorld.Paid();

    public ValueTask DisposeAsync()
    {
        world.Dispose();
        return ValueTask.CompletedTask;
    }
}
