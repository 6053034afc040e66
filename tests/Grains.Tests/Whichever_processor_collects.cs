using Acp.CheckoutSessions;
using Acp.InProcess;
using Acp.Orders;
using Acp.Storage.Memory;
using Acp.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Tests;

public sealed class When_Stripe_collects() : Whichever_processor_collects(clock => new StripeCase(clock));

/// <summary>That nothing outside its adapter leans on Stripe.</summary>
public sealed class When_another_processor_collects() : Whichever_processor_collects(clock => new LedgerCase(clock));

/// <summary>What holds behind the seam, whoever is behind it. No notices come: all is found by asking.</summary>
public abstract class Whichever_processor_collects : IDisposable
{
    private const string Id = "cs_1";

    private readonly ManualClock clock = new();
    private readonly CountingIds ids = new();
    private readonly FaultyStore store;
    private readonly ProcessorCase processor;
    private readonly InProcessGrains grains;
    private int keys;

    private protected Whichever_processor_collects(Func<TimeProvider, ProcessorCase> of)
    {
        store = new FaultyStore(new MemoryStore(clock));
        processor = of(clock);
        var it = processor.Processor;
        var checkout = new CheckoutPorts(
            store, it, new HostedPorts(it, new EverybodyPaysOnPages(), it), new FlatPricing(), new PlainReplies(), ids, clock, new CheckoutOptions { SendsPerCall = 1 }, NullLogger<CheckoutSessionActor>.Instance);
        var orders = new OrderPorts(store, it, ids, clock, NullLogger<OrderActor>.Instance) { RefundOptions = new RefundOptions { SendsPerCall = 1 } };
        grains = new InProcessGrains(
            id => new CheckoutSessionActor(id, checkout),
            _ => throw new NotSupportedException(),
            _ => throw new NotSupportedException(),
            _ => throw new NotSupportedException(),
            id => new OrderActor(id, orders),
            _ => throw new NotSupportedException(),
            new InProcessOptions(),
            clock);
    }

    private ICheckoutSession Session => grains.Get<ICheckoutSession>(Id);

    public void Dispose()
    {
        grains.Dispose();
        processor.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_complete_collects_once_and_is_repeated_for_ever()
    {
        await Created();

        Told.Completed(await Complete(processor.Good(1)));
        Told.Completed(await Complete(processor.Good(2)));

        Assert.Equal([500], processor.CollectedOf(Id));
        Assert.Equal(500, (await OrderPlaced()).Placed.Payment!.Amount);
    }

    [Fact]
    public async Task A_storm_of_completes_with_many_tokens_collects_once()
    {
        await Created();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Complete(processor.Good(i % 5))));

        Told.Completed(await Complete(processor.Good(9)));
        Assert.Equal([500], processor.CollectedOf(Id));
    }

    [Fact]
    public async Task A_decline_leaves_the_session_payable()
    {
        await Created();

        Told.Refused(RefusalRule.PaymentDeclined, await Complete(processor.Declined));

        Assert.Empty(processor.CollectedOf(Id));
        Told.Completed(await Complete(processor.Good(1)));
        Assert.Equal([500], processor.CollectedOf(Id));
    }

    [Fact]
    public async Task A_charge_whose_reply_was_lost_settles_by_itself()
    {
        await Created();
        processor.LoseNextReply(ProcessorStep.Charge);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await Complete(processor.Good(1)));

        await WakeAfter(TimeSpan.FromMinutes(1));

        Assert.IsType<Payment.Charged>(await Payment());
        Told.Completed(await Complete(processor.Good(2)));
        Assert.Equal([500], processor.CollectedOf(Id));
    }

    [Fact]
    public async Task A_token_pays_for_one_session()
    {
        await Created();
        Told.Completed(await Complete(processor.Good(1)));
        await grains.Get<ICheckoutSession>("cs_2").Create(Call(), World.Creation());

        var answer = await grains.Get<ICheckoutSession>("cs_2").Complete(Call(), World.With(processor.Good(1)));

        Told.Refused(RefusalRule.TokenUsed, answer);
        Assert.Empty(processor.CollectedOf("cs_2"));
    }

    [Fact]
    public async Task A_page_that_is_paid_completes_the_session()
    {
        await Created();
        var page = Assert.IsType<PageOffer.Opened>(await Session.OpenPage());
        Assert.Equal(page, await Session.OpenPage());
        await processor.PayOnPage(Id, page.Url);

        await WakeAfter(TimeSpan.FromMinutes(2));

        Assert.IsType<Payment.Charged>(await Payment());
        Assert.Equal([500], processor.CollectedOf(Id));
    }

    [Fact]
    public async Task A_page_whose_reply_was_lost_is_found()
    {
        await Created();
        processor.LoseNextReply(ProcessorStep.Page);

        Assert.IsType<PageOffer.Opened>(await Session.OpenPage());
    }

    [Fact]
    public async Task A_page_gives_way_to_a_token_only_once_it_is_closed()
    {
        await Created();
        var page = Assert.IsType<PageOffer.Opened>(await Session.OpenPage());

        Told.Completed(await Complete(processor.Good(1)));

        Assert.Equal([500], processor.CollectedOf(Id));
        Assert.IsType<PageOffer.Completed>(await Session.OpenPage());
        Assert.NotNull(page);
    }

    [Fact]
    public async Task A_page_that_nobody_pays_expires()
    {
        await Created();
        Assert.IsType<PageOffer.Opened>(await Session.OpenPage());

        await WakeAfter(TimeSpan.FromMinutes(70));

        Assert.Equal(new Payment.Open(1), await Payment());
        Told.Completed(await Complete(processor.Good(1)));
        Assert.Equal([500], processor.CollectedOf(Id));
    }

    [Fact]
    public async Task Money_goes_back_in_parts_and_never_more_than_was_collected()
    {
        var order = await Paid();

        Assert.IsType<OrderAnswer.Done>(await Refund(order, 200));
        Assert.Equal(300, Assert.IsType<OrderAnswer.Refused>(await Refund(order, 301)).Refusal.Remaining);
        Assert.IsType<OrderAnswer.Done>(await Refund(order, amount: null));

        processor.CarryOutRefunds();
        await grains.Get<IOrder>(order).LookAgain();
        Assert.Equal((500, 500), (processor.PaidBackTo(Id), (await OrderPlaced()).Snapshot().Refunded));
    }

    [Fact]
    public async Task A_refund_whose_reply_was_lost_is_made_once()
    {
        var order = await Paid();
        processor.LoseNextReply(ProcessorStep.Refund);
        Assert.IsType<OrderAnswer.RefundOutcomeUnknown>(await Refund(order, 200, "k"));

        clock.Advance(TimeSpan.FromMinutes(1));
        await grains.Get<IOrder>(order).Wake();

        Assert.IsType<OrderAnswer.Done>(await Refund(order, 200, "k"));
        Assert.Equal(200, processor.PaidBackTo(Id));
    }

    private async Task Created() => Assert.Equal(201, Told.Of(await Session.Create(Call(), World.Creation())).Status);

    private async Task<string> Paid()
    {
        await Created();
        Told.Completed(await Complete(processor.Good(1)));
        return (await OrderPlaced()).Placed.Id;
    }

    private Call Call() => new(new Caller(World.Platform, "v"), new IdempotencyKey("/x", $"k{Interlocked.Increment(ref keys)}", "body"));

    private async Task<Answer> Complete(string token) =>
        await Session.Complete(Call(), World.With(token)).AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    private ValueTask<OrderAnswer> Refund(string order, long? amount, string? key = null) => grains.Get<IOrder>(order).Do(
        new OrderCall("anna", key ?? $"r{Interlocked.Increment(ref keys)}", $"{amount}", IsOwner: false),
        new OrderCommand.Refund(amount, [], RefundReason.RequestedByCustomer, Description: null, Overrule: false));

    private async Task WakeAfter(TimeSpan time)
    {
        clock.Advance(time);
        await Session.Wake();
    }

    private async Task<Payment> Payment() => (await Stored()).Payment;

    private async Task<CheckoutSession> Stored() => (await store.LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(Id))).State!;

    private async Task<OrderRecord> OrderPlaced() => (await new OrderReader(store).Load((await Stored()).Order!.Id))!;
}
