using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

public sealed class When_a_closed_page_is_paid_all_the_same : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task After_a_cancel_the_money_is_given_back_once_and_the_session_stays_canceled()
    {
        var id = await world.PageOpenFor();
        await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null));
        var intent = world.Pages.PayAllTheSame(id);

        Assert.Equal(Heard.Done, await world.Session(id).LookAgain(intent));
        Assert.Equal(Heard.Done, await world.Session(id).LookAgain(intent));

        Assert.Equal((intent, 500), Assert.Single(world.Pages.Returned));
        var session = await world.Stored(id);
        Assert.Equal(new Payment.Closed(1, ClosedBecause.Canceled), session.Payment);
        Assert.Equal(PageRefundState.Made, Assert.Single(session.PageRefunds).State);
        Assert.Equal(1, await Tally("stray_pages/count/usd"));
        Assert.Equal(500, await Tally("stray_pages/amount/usd"));
        Assert.Contains(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "page_refund.opened" && entry.Detail.Contains(intent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_token_success_the_pages_money_goes_back_and_the_tokens_stays()
    {
        var id = await world.PageOpenFor();
        Told.Completed(await world.Complete(id, "spt_1"));
        var before = Told.Of(await world.Complete(id, "spt_1", key: "again"));
        var intent = world.Pages.PayAllTheSame(id);

        await world.Session(id).LookAgain(intent);

        Assert.Equal((intent, 500), Assert.Single(world.Pages.Returned));
        Assert.Equal("pi_1", Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment).IntentId);
        Assert.Equal(before, Told.Of(await world.Complete(id, "spt_1", key: "and again")));
    }

    [Fact]
    public async Task While_the_session_is_open_again_or_a_new_page_is_the_old_pages_money_goes_back()
    {
        var id = await world.PageOpenFor();
        await world.Session(id).Update(world.Call(), World.Quantity(2));
        Assert.IsType<PageOffer.Opened>(await world.Press(id));
        var intent = world.Pages.PayAllTheSame(id);

        await world.Session(id).LookAgain(intent);

        Assert.Equal((intent, 500), Assert.Single(world.Pages.Returned));
        Assert.IsType<Payment.PageOpen>((await world.Stored(id)).Payment);
        world.Pages.Pay(id);
        await world.Session(id).LookAgain();
        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
        Assert.Single(world.Pages.Returned);
    }

    [Theory]
    [InlineData(Fault.RequestLost)]
    [InlineData(Fault.ReplyLost)]
    [InlineData(Fault.Throttled)]
    public async Task A_refund_of_unknown_outcome_is_repeated_under_its_key(Fault fault)
    {
        var (id, intent) = await Paid();
        world.Pages.RefundFaults.Enqueue(fault);

        await world.Session(id).LookAgain(intent);
        Assert.Equal(PageRefundState.Open, Assert.Single((await world.Stored(id)).PageRefunds).State);
        await world.LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal(PageRefundState.Made, Assert.Single((await world.Stored(id)).PageRefunds).State);
        Assert.Single(world.Pages.Returned);
        Assert.Equal([$"acp:{id}:refund:1"], world.Pages.Refunds.Distinct());
        Assert.Equal(world.Pages.Refunds.Count, Assert.Single((await world.Stored(id)).PageRefunds).Sends);
    }

    [Fact]
    public async Task After_23_hours_it_is_only_looked_for()
    {
        var (id, intent) = await Paid();
        world.Pages.RefundFaults.Enqueue(Fault.ReplyLost);
        await world.Session(id).LookAgain(intent);
        for (var i = 0; i < 1000; i++)
        {
            world.Pages.RefundFaults.Enqueue(Fault.RequestLost);
        }

        await world.LetPass(TimeSpan.FromHours(24), TimeSpan.FromMinutes(5));

        Assert.Equal(PageRefundState.Made, Assert.Single((await world.Stored(id)).PageRefunds).State);
        Assert.Single(world.Pages.Returned);
    }

    [Fact]
    public async Task One_that_never_was_made_ends_before_a_person()
    {
        var (id, intent) = await Paid();
        for (var i = 0; i < 1000; i++)
        {
            world.Pages.RefundFaults.Enqueue(Fault.RequestLost);
        }

        await world.Session(id).LookAgain(intent);
        await world.LetPass(TimeSpan.FromHours(24), TimeSpan.FromMinutes(5));

        Assert.Equal(PageRefundState.Failed, Assert.Single((await world.Stored(id)).PageRefunds).State);
        Assert.Contains(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "page_refund.failed");
        Assert.Empty(world.Pages.Returned);
    }

    [Fact]
    public async Task One_that_the_provider_refuses_ends_before_a_person()
    {
        var (id, intent) = await Paid();
        world.Pages.RefundFaults.Enqueue(Fault.Rejected);

        await world.Session(id).LookAgain(intent);

        Assert.Equal(PageRefundState.Failed, Assert.Single((await world.Stored(id)).PageRefunds).State);
    }

    /// <summary>The provider tells of it by an event of the payment, as it told of the payment.</summary>
    [Fact]
    public async Task One_that_comes_to_nothing_days_later_ends_before_a_person()
    {
        var (id, intent) = await Paid();
        await world.Session(id).LookAgain(intent);
        world.Pages.RefundsComeToNothing = true;

        Assert.Equal(Heard.Done, await world.Session(id).LookAgain(intent));
        Assert.Equal(Heard.Done, await world.Session(id).LookAgain(intent));

        Assert.Equal(PageRefundState.Failed, Assert.Single((await world.Stored(id)).PageRefunds).State);
        Assert.Single(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "page_refund.failed");
        Assert.Single(world.Pages.Refunds);
    }

    /// <summary>The other has looked at the session before there was anything to give back, and would clear its time after.</summary>
    [Fact]
    public async Task Another_process_that_finds_nothing_to_do_does_not_put_it_to_sleep()
    {
        var (id, intent) = await Paid();
        var other = world.StartProcess();
        world.Pages.RefundFaults.Enqueue(Fault.RequestLost);
        world.Store.Committing = async unit =>
        {
            if (unit.Due.Any(due => due.Subject == CheckoutSession.KeyOf(id) && due.At is null))
            {
                world.Store.Committing = null;
                await world.Session(id).LookAgain(intent);
            }
        };

        await world.Session(id, other).Wake();
        Assert.Null(world.Store.Committing);
        await world.LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal((intent, 500), Assert.Single(world.Pages.Returned));
        Assert.Equal(PageRefundState.Made, Assert.Single((await world.Stored(id)).PageRefunds).State);
    }

    [Fact]
    public async Task Two_processes_that_hear_of_it_give_it_back_once()
    {
        var (id, intent) = await Paid();
        var other = world.StartProcess();

        await Task.WhenAll(world.Session(id).LookAgain(intent).AsTask(), world.Session(id, other).LookAgain(intent).AsTask());

        Assert.Single(world.Pages.Returned);
        Assert.Single((await world.Stored(id)).PageRefunds);
        Assert.Equal(1, await Tally("stray_pages/count/usd"));
    }

    [Fact]
    public async Task One_who_looks_at_the_page_while_another_process_moves_on_sees_to_it_without_a_webhook()
    {
        var id = await world.PageOpenFor();
        var other = world.StartProcess();
        world.Pages.OnLookUp = async () =>
        {
            world.Pages.OnLookUp = null;
            Told.Completed(await world.Complete(id, "spt_1", process: other));
            world.Pages.PayAllTheSame(id);
        };

        Assert.IsType<PageOffer.Completed>(await world.Press(id));

        Assert.Single(world.Pages.Returned);
        Assert.Equal("pi_1", Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment).IntentId);
    }

    [Fact]
    public async Task While_the_provider_does_not_say_which_page_it_was_nothing_is_concluded()
    {
        var (id, intent) = await Paid();
        world.Pages.LookUpsFail = true;

        Assert.Equal(Heard.NotYet, await world.Session(id).LookAgain(intent));
        Assert.Empty(world.Pages.Refunds);

        world.Pages.LookUpsFail = false;
        Assert.Equal(Heard.Done, await world.Session(id).LookAgain(intent));
        Assert.Single(world.Pages.Returned);
    }

    [Fact]
    public async Task What_was_not_paid_on_a_page_of_ours_is_given_back_by_nobody()
    {
        var (id, _) = await Paid();
        var elsewhere = await world.PageOpenFor();
        var intent = world.Pages.Pay(elsewhere);

        await world.Session(id).LookAgain(intent);

        Assert.Empty(world.Pages.Refunds);
        Assert.Contains(await world.Store.ReadAudit(CheckoutSession.KeyOf(id)), entry => entry.Event == "provider.stray_charge");
    }

    private async Task<(string Id, string Intent)> Paid()
    {
        var id = await world.PageOpenFor();
        await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null));
        return (id, world.Pages.PayAllTheSame(id));
    }

    private async Task<long> Tally(string name) => (await world.Inventory.ReadTallies(name, name + "~")).GetValueOrDefault(name);
}
