using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Store;

namespace Acp.Tests;

public sealed class When_a_shopper_pays_on_the_providers_page : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_session_is_completed_with_the_pages_payment()
    {
        await world.Stock(5);
        var id = await world.PageOpenFor(quantity: 2);
        Assert.Equal((3, 2, 0), await world.Shelf());
        var intent = world.Pages.Pay(id)!;

        await world.Session(id).LookAgain(intent);

        var session = await world.Stored(id);
        Assert.Equal(intent, Assert.IsType<Payment.Charged>(session.Payment).IntentId);
        Assert.Equal(($"acp:{id}:1", 1000), world.Pages.Sends.Select(send => (send.Key, world.Provider.Money.Single().Amount)).Single());
        Assert.Equal((3, 0, 2), await world.Shelf());
        var order = (await world.Store.LoadSnapshot<OrderRecord>(OrderRecord.KeyOf(session.Order!.Id))).State!;
        Assert.Equal(new OrderPayment(intent, "acct", 1000), order.Placed.Payment);
        Assert.Empty(world.Provider.Sends);
    }

    [Fact]
    public async Task Pressing_again_shows_the_same_page()
    {
        var id = await world.ReadySession();

        var first = Assert.IsType<PageOffer.Opened>(await world.Press(id));
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        var second = Assert.IsType<PageOffer.Opened>(await world.Press(id));

        Assert.Equal(first, second);
        Assert.Equal(1, world.Pages.Made);
        Assert.Equal(CheckoutStatus.ReadyForPayment, (await world.Stored(id)).StatusAt(world.Clock.Now));
    }

    [Fact]
    public async Task Many_who_press_at_once_get_one_page()
    {
        var id = await world.ReadySession();

        var offers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => world.Press(id)));

        Assert.Single(offers.Distinct());
        Assert.Single(world.Pages.Sends);
    }

    [Fact]
    public async Task The_page_ends_with_the_session_or_after_an_hour_as_far_as_the_provider_allows()
    {
        var early = await EndOf(TimeSpan.FromHours(6));
        var late = await EndOf(TimeSpan.FromMinutes(50));
        var tooLate = await EndOf(TimeSpan.FromMinutes(2));

        Assert.Equal((60, 50, 35), (early, late, tooLate));

        async Task<double> EndOf(TimeSpan lifetime)
        {
            world.Options.SessionLifetime = lifetime;
            var id = await world.ReadySession();
            return (Assert.IsType<PageOffer.Opened>(await world.Press(id)).ExpiresAt - world.Clock.Now).TotalMinutes;
        }
    }

    [Fact]
    public async Task One_who_comes_back_before_the_provider_has_told_is_not_sent_to_a_paid_page()
    {
        var id = await world.PageOpenFor();
        world.Pages.Pay(id);

        Assert.IsType<PageOffer.Completed>(await world.Press(id));
        Assert.IsType<PageOffer.Completed>(await world.Press(id));
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task A_webhook_that_never_comes_is_made_up_for_by_looking()
    {
        var id = await world.PageOpenFor();
        world.Clock.Advance(TimeSpan.FromSeconds(20));
        world.Pages.Pay(id);

        await world.LetPass(TimeSpan.FromMinutes(2));

        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task A_payment_in_the_pages_last_moment_is_found_after_its_end()
    {
        var id = await world.PageOpenFor();
        var end = Assert.IsType<Payment.PageOpen>((await world.Stored(id)).Payment).Attempt.Page!.ExpiresAt;
        await world.LetPass(end - world.Clock.Now - TimeSpan.FromSeconds(5));
        world.Pages.Pay(id);

        await world.LetPass(TimeSpan.FromSeconds(15));

        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task A_page_that_is_left_ends_and_the_session_can_be_paid_anew()
    {
        await world.Stock(1);
        var id = await world.PageOpenFor();

        await world.LetPass(TimeSpan.FromMinutes(61));

        Assert.Equal(new Payment.Open(1), (await world.Stored(id)).Payment);
        Assert.Equal((1, 0, 0), await world.Shelf());
        Assert.IsType<PageOffer.Opened>(await world.Press(id));
        Assert.Equal([$"acp:{id}:1", $"acp:{id}:2"], world.Pages.Sends.Select(send => send.Key));
        Told.Completed(await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task An_open_page_is_asked_for_ever_more_seldom()
    {
        var id = await world.PageOpenFor();

        await world.LetPass(TimeSpan.FromMinutes(59));

        Assert.InRange(world.Pages.LookUps.Count, 5, 15);
        Assert.True(world.Pages.IsOpen(id));
    }

    [Fact]
    public async Task A_session_whose_time_is_over_is_closed_only_after_its_page_is()
    {
        world.Options.SessionLifetime = TimeSpan.FromMinutes(10);
        var id = await world.PageOpenFor();
        world.Pages.ExpiriesFail = true;
        await world.LetPass(TimeSpan.FromMinutes(12));

        Assert.IsType<Payment.PageOpen>((await world.Stored(id)).Payment);
        Assert.Equal(CheckoutStatus.CompleteInProgress, (await world.Stored(id)).StatusAt(world.Clock.Now));

        world.Pages.ExpiriesFail = false;
        await world.LetPass(TimeSpan.FromMinutes(10));
        Assert.Equal(new Payment.Closed(1, ClosedBecause.Expired), (await world.Stored(id)).Payment);
        Assert.Null(world.Pages.Pay(id));
    }

    [Fact]
    public async Task One_paid_after_the_sessions_time_and_before_the_close_completes_it()
    {
        world.Options.SessionLifetime = TimeSpan.FromMinutes(10);
        var id = await world.PageOpenFor();
        world.Pages.OnExpire = () =>
        {
            world.Pages.Pay(id);
            return Task.CompletedTask;
        };

        await world.LetPass(TimeSpan.FromMinutes(12));

        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task What_does_not_collect_the_sessions_total_is_closed_and_shown_to_nobody()
    {
        world.Pages.Extra = 1;
        var id = await world.ReadySession();

        Assert.IsType<PageOffer.NotOffered>(await world.Press(id));

        Assert.False(world.Pages.IsOpen(id));
        Assert.Equal(new Payment.Open(1), (await world.Stored(id)).Payment);
        Told.Completed(await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task One_of_another_total_that_cannot_be_closed_is_closed_by_the_clock()
    {
        (world.Pages.Extra, world.Pages.ExpiriesFail) = (1, true);
        var id = await world.ReadySession();

        Assert.IsType<PageOffer.NotOffered>(await world.Press(id));
        Assert.IsType<PageOffer.InProgress>(await world.Press(id));
        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_1"));

        world.Pages.ExpiriesFail = false;
        await world.LetPass(TimeSpan.FromMinutes(1));
        Assert.Equal(new Payment.Open(1), (await world.Stored(id)).Payment);
        Assert.False(world.Pages.IsOpen(id));
    }

    [Fact]
    public async Task A_payment_that_takes_days_is_waited_for_and_completes()
    {
        var id = await world.PageOpenFor();
        var intent = world.Pages.PayLater(id);
        await world.Session(id).LookAgain(intent);

        Assert.Equal(CheckoutStatus.CompleteInProgress, (await world.Stored(id)).StatusAt(world.Clock.Now));
        Assert.IsType<PageOffer.InProgress>(await world.Press(id));
        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_1"));
        Assert.IsType<Answer.PaymentInProgress>(await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null)));
        await world.LetPass(TimeSpan.FromHours(7), TimeSpan.FromMinutes(1));
        Assert.IsType<Payment.Waiting>((await world.Stored(id)).Payment);

        world.Pages.Decide(id, succeeds: true);
        await world.LetPass(TimeSpan.FromMinutes(20));
        Assert.Equal(intent, Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment).IntentId);
        Assert.Empty(world.Provider.Sends);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task One_that_takes_days_and_is_of_another_total_is_put_before_a_person(int extra)
    {
        var id = await world.PageOpenFor();
        var intent = world.Pages.PayLater(id, extra);
        await world.Session(id).LookAgain(intent);
        Assert.Contains("another amount", Assert.IsType<Resolution.NotProven>(await world.Session(id).Resolve("ann", "why")).Missing[0], StringComparison.Ordinal);

        world.Pages.Decide(id, succeeds: true);
        await world.Session(id).LookAgain(intent);
        await world.LetPass(TimeSpan.FromHours(7), TimeSpan.FromMinutes(5));

        Assert.IsType<Payment.PageOpen>((await world.Stored(id)).Payment);
        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_1"));
        Assert.Empty(world.Provider.Sends);
    }

    [Fact]
    public async Task A_payment_that_took_days_and_failed_leaves_the_session_payable()
    {
        await world.Stock(1);
        var id = await world.PageOpenFor();
        var intent = world.Pages.PayLater(id);
        await world.Session(id).LookAgain(intent);

        world.Pages.Decide(id, succeeds: false);
        await world.Session(id).LookAgain(intent);

        Assert.Equal(new Payment.Open(1, "The debit came back."), (await world.Stored(id)).Payment);
        Assert.Equal((1, 0, 0), await world.Shelf());
        Told.Completed(await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task One_who_is_asked_to_authenticate_can_pay_on_the_page_instead()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds"));

        Assert.IsType<PageOffer.Opened>(await world.Press(id));

        Assert.False(world.Provider.IsWaiting(id));
        world.Pages.Pay(id);
        await world.Session(id).LookAgain();
        Assert.Equal($"acp:{id}:2", Assert.Single(world.Provider.Money).Key);
    }

    [Fact]
    public async Task While_the_challenge_is_not_canceled_for_certain_no_page_is_opened()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds"));
        world.Provider.CancelsFail = true;

        Assert.IsType<PageOffer.InProgress>(await world.Press(id));

        Assert.Equal(0, world.Pages.Made);
    }

    [Fact]
    public async Task No_page_is_opened_while_a_charge_is_unknown()
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Lose(1, Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1"));

        Assert.IsType<PageOffer.InProgress>(await world.Press(id));

        Assert.Equal(0, world.Pages.Made);
    }

    [Fact]
    public async Task Who_may_not_pay_so_is_told_so()
    {
        var id = await world.ReadySession(platform: "tokens-only");
        var gone = await world.ReadySession();
        await world.Session(gone).Cancel(world.Call(), new CancelCheckoutSession(null));
        var late = await world.ReadySession();
        var lacking = await world.ReadySession();

        Assert.IsType<PageOffer.NotOffered>(await world.Press(id));
        Assert.Equal(RefusalRule.SessionCanceled, Assert.IsType<PageOffer.Refused>(await world.Press(gone)).Refusal.Rule);
        world.Pricing.Obstacle = "An address is missing.";
        Assert.Equal(RefusalRule.NotReadyForPayment, Assert.IsType<PageOffer.Refused>(await world.Press(lacking)).Refusal.Rule);
        world.Clock.Advance(world.Options.SessionLifetime);
        Assert.Equal(RefusalRule.SessionExpired, Assert.IsType<PageOffer.Refused>(await world.Press(late)).Refusal.Rule);
        Assert.IsType<PageOffer.NotFound>(await world.Press("cs_none"));
        Assert.Equal(0, world.Pages.Made);
    }

    [Fact]
    public async Task What_is_sold_out_is_not_sold()
    {
        await world.Stock(1);
        var id = await world.ReadySession(quantity: 2);

        Assert.Equal(RefusalRule.OutOfStock, Assert.IsType<PageOffer.Refused>(await world.Press(id)).Refusal.Rule);

        Assert.Equal(0, world.Pages.Made);
        Assert.Equal((1, 0, 0), await world.Shelf());
    }

    [Fact]
    public async Task Nothing_to_pay_completes_without_a_page()
    {
        world.Pricing.UnitAmount = 0;
        var id = await world.ReadySession();

        Assert.IsType<PageOffer.Completed>(await world.Press(id));

        Assert.NotNull((await world.Stored(id)).Order);
        Assert.Equal(0, world.Pages.Made);
    }

    [Fact]
    public async Task The_provider_that_takes_nothing_leaves_everything_as_it_was()
    {
        await world.Stock(1);
        var id = await world.ReadySession();
        world.Pages.Faults.Enqueue(Fault.Throttled);

        Assert.IsType<PageOffer.ProviderUnavailable>(await world.Press(id));

        Assert.Equal(new Payment.Open(0), (await world.Stored(id)).Payment);
        Assert.Equal((1, 0, 0), await world.Shelf());
        Assert.IsType<PageOffer.Opened>(await world.Press(id));
    }

    [Fact]
    public async Task The_provider_that_makes_no_page_of_this_is_believed()
    {
        var id = await world.ReadySession();
        world.Pages.Faults.Enqueue(Fault.Rejected);

        Assert.IsType<PageOffer.NotOffered>(await world.Press(id));

        Assert.Equal(new Payment.Open(1), (await world.Stored(id)).Payment);
        Told.Completed(await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task A_session_that_is_shown_says_whether_it_can_be_paid_so()
    {
        var reader = new ShopperReader(world.Store, new EverybodyPaysOnPages(), world.Clock);
        var id = await world.PageOpenFor();
        var other = await world.ReadySession(platform: "tokens-only");

        Assert.True((await reader.Read(id))!.CanPayOnPage);
        Assert.False((await reader.Read(other))!.CanPayOnPage);
        world.Pages.Pay(id);
        await world.Session(id).LookAgain();
        Assert.False((await reader.Read(id))!.CanPayOnPage);
        Assert.Null(await reader.Read("cs_none"));
    }
}
