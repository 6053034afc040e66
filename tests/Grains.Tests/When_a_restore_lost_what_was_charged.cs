using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Payments;

namespace Acp.Tests;

/// <summary>
/// A store restored from a backup has lost a session's charge, and the shopper presses the button. That the key meets other
/// bytes is all that the provider says of it: the money is looked for before another number is drawn.
/// </summary>
public sealed class When_a_restore_lost_what_was_charged : IDisposable
{
    private readonly World world = new();

    public When_a_restore_lost_what_was_charged() => world.Options.SendsPerCall = 1;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_press_completes_the_session_and_no_page_is_made()
    {
        await world.Stock(1);
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id);

        Assert.IsType<PageOffer.Completed>(await world.Press(id));

        Assert.Equal("pi_1", Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment).IntentId);
        Assert.Equal(new OrderPayment("pi_1", "acct", 500), (await world.PlacedOf(id)).Payment);
        Assert.Equal((0, 0, 1), await world.Shelf());
        Told.Completed(await world.Complete(id, "spt_2"));
        Assert.Single(world.Provider.Money);
        Assert.Equal(0, world.Pages.Made);
    }

    [Fact]
    public async Task Silence_is_not_taken_for_a_no_and_the_clock_completes_it_once_it_is_over()
    {
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id);
        world.Provider.SearchesFail = true;
        Assert.IsType<PageOffer.InProgress>(await world.Press(id));

        await world.LetPass(TimeSpan.FromHours(3), TimeSpan.FromMinutes(1));
        Assert.IsType<Payment.PageOpening>((await world.Stored(id)).Payment);

        world.Provider.SearchesFail = false;
        await world.LetPass(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(1));
        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task One_of_another_total_is_put_before_a_person_once_and_nothing_more_is_collected()
    {
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id, amount: 700);

        Assert.IsType<PageOffer.InProgress>(await world.Press(id));
        await world.LetPass(TimeSpan.FromHours(5), TimeSpan.FromMinutes(1));

        Assert.IsType<PageOffer.InProgress>(await world.Press(id));
        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_2"));
        Assert.Single(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "provider.stray_charge");
        Assert.Contains("record does not have", Assert.IsType<Resolution.NotProven>(await world.Session(id).Resolve("ann", "why")).Missing[0], StringComparison.Ordinal);
        Assert.Single(world.Provider.Money);
        Assert.Equal(0, world.Pages.Made);
    }

    [Fact]
    public async Task One_that_was_declined_stands_in_the_way_until_its_page_would_have_ended()
    {
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id, token: "spt_decline");

        Assert.IsType<PageOffer.InProgress>(await world.Press(id));
        await world.LetPass(TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(1));

        Assert.IsType<PageOffer.Opened>(await world.Press(id));
        Assert.NotNull(world.Pages.Pay(id));
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task What_its_own_page_collects_while_it_is_looked_for_is_nothing_that_was_lost()
    {
        var id = await world.ReadySession();
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Pages.OnOpen = () => made.Task;
        var press = world.Press(id);
        await Eventually.True(() => !world.Pages.Sends.IsEmpty);

        // No page was there when it was looked for. Before payments are, it is, and is paid.
        world.Provider.OnSearch = async () =>
        {
            made.TrySetResult();
            Assert.IsType<PageOffer.Opened>(await press);
            var intent = world.Pages.Pay(id)!;
            return new ChargeFinding.Found(intent, new ChargeAnswer.Succeeded(intent), 1, 500, "usd");
        };
        await world.Session(id, world.StartProcess()).Resolve("ann", "why");

        Assert.DoesNotContain(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "provider.stray_charge");
        await world.LetPass(TimeSpan.FromHours(2), TimeSpan.FromMinutes(1));
        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
    }

    /// <summary>The cart may have been changed between the backup and the charge, and come to the same sum.</summary>
    [Theory]
    [InlineData("press")]
    [InlineData("press after the mark")]
    [InlineData("complete after the mark")]
    [InlineData("operator")]
    public async Task Its_order_is_held_for_review_from_the_first_it_is_told_of(string way)
    {
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id);
        await Find(way, id);

        var order = await world.OrderOf(id);
        Assert.Equal((1, OrderStatus.ManualReview), (order.Sequence, order.Snapshot().Status));
        Assert.Equal(OrderStatus.ManualReview, (await world.Stored(id)).View(world.Clock.Now).Order!.Status);
        var told = Assert.Single(await world.Store.ReadAudit(OrderRecord.KeyOf(order.Placed.Id)), entry => entry.Event == "order.held_for_review");
        Assert.Contains("before anything is shipped", told.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_finds_its_own_charge_where_nothing_was_restored_is_no_reason_to_hold_the_order()
    {
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id);

        Told.Completed(await world.Complete(id, "spt_1"));

        Assert.Equal(OrderStatus.Confirmed, (await world.OrderOf(id)).Snapshot().Status);
    }

    [Fact]
    public async Task Nothing_is_made_of_a_record_that_lacks_what_an_order_needs()
    {
        world.Pricing.Obstacle = "An address is missing.";
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id);

        var refusal = Assert.IsType<Resolution.NotProven>(await world.Session(id).Adopt("pi_1", "ann", "compared"));

        Assert.Contains("lacks what an order needs", Assert.Single(refusal.Missing), StringComparison.Ordinal);
        Assert.IsType<Payment.Open>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task Where_a_page_stood_in_the_way_it_is_looked_for_all_the_same()
    {
        var id = await world.PageOpenFor();
        world.Clock.Advance(world.Options.PageLifetime + TimeSpan.FromMinutes(5));
        await ChargedBeforeTheRestore(id, attempt: 3); // Not the number that is drawn next, whose key would tell of it.
        await world.MarkRestored();

        Assert.IsType<PageOffer.Completed>(await world.Press(id));

        Assert.Equal(1, world.Pages.Made);
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task One_of_another_total_that_a_press_finds_first_is_put_before_a_person_once()
    {
        var id = await world.ReadySession();
        await ChargedBeforeTheRestore(id, amount: 700);
        await world.MarkRestored();

        Assert.IsType<PageOffer.InProgress>(await world.Press(id));
        Assert.Single(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "contradiction.lost_charge_of_other_total");

        Assert.IsType<PageOffer.InProgress>(await world.Press(id));
        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_2"));
        Assert.Single(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "contradiction.lost_charge_of_other_total");
        Assert.Equal(0, world.Pages.Made);
    }

    /// <summary>What went back is owed to nobody: it must not hold for ever a page that was never made.</summary>
    [Fact]
    public async Task What_a_closed_page_collected_and_was_given_back_stands_in_no_ones_way()
    {
        var id = await world.PageOpenFor();
        await world.Session(id).Update(world.Call(), World.Quantity(2));
        var intent = world.Pages.PayAllTheSame(id);
        await world.Session(id).LookAgain(intent);
        Assert.Equal((intent, 500), Assert.Single(world.Pages.Returned));
        world.Provider.OnSearch = () => Task.FromResult<ChargeFinding?>(new ChargeFinding.Found(intent, new ChargeAnswer.Succeeded(intent), 1, 500, "usd"));
        world.Pages.Faults.Enqueue(Fault.RequestLost);
        world.Options.SendsPerCall = 1;
        Assert.IsType<PageOffer.InProgress>(await world.Press(id));
        world.Pages.Faults.Enqueue(Fault.RequestLost);
        world.Clock.Advance(TimeSpan.FromHours(3)); // Too late to make it.

        await world.LetPass(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1));

        Assert.IsNotType<Payment.PageOpening>((await world.Stored(id)).Payment);
        Assert.DoesNotContain(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "provider.stray_charge");
    }

    private async Task Find(string way, string id)
    {
        if (way.EndsWith("mark", StringComparison.Ordinal))
        {
            await world.MarkRestored();
        }

        switch (way)
        {
            case "operator":
                Assert.IsType<Resolution.Settled>(await world.Session(id).Adopt("pi_1", "ann", "compared"));
                break;
            case "complete after the mark":
                Told.Completed(await world.Complete(id, "spt_2"));
                break;
            default:
                Assert.IsType<PageOffer.Completed>(await world.Press(id));
                break;
        }
    }

    private async Task ChargedBeforeTheRestore(string id, long amount = 500, string token = "spt_1", int attempt = 1)
    {
        var request = world.Provider.Freeze(new ChargeOrder(id, attempt, amount, "usd", token));
        await world.Provider.Charge($"acp:{id}:{attempt}", request, DateTimeOffset.MaxValue);
    }
}
