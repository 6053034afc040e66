using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

public sealed class When_the_shopper_must_authenticate : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_retry_after_success_completes_without_a_second_charge()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: true);

        Told.Completed(await world.Complete(id, "spt_3ds"));

        Assert.Single(world.Provider.Sends);
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task A_retry_while_still_waiting_gets_the_same_answer()
    {
        var id = await Waiting();

        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds"));

        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task A_failed_authentication_leaves_the_session_payable()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: false);

        Told.Refused(RefusalRule.PaymentDeclined, await world.Complete(id, "spt_3ds"));
        Told.Completed(await world.Complete(id, "spt_2"));
    }

    [Fact]
    public async Task An_intent_whose_authentication_failed_is_canceled_before_anybody_may_pay_anew()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: false);

        Told.Refused(RefusalRule.PaymentDeclined, await world.Complete(id, "spt_3ds"));
        Told.Completed(await world.Complete(id, "spt_2"));

        Assert.False(world.Provider.ConfirmAgain(id));
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task A_failed_authentication_refuses_nothing_while_its_intent_is_not_canceled_for_certain()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: false);
        world.Provider.CancelsFail = true;

        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_3ds"));
        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_2"));
        Assert.IsType<Answer.PaymentInProgress>(await world.Session(id).Update(world.Call(), World.Quantity(2)));
        await world.LetPass(world.Options.LookAtWaitingAfter * 3);
        Assert.IsType<Payment.Waiting>((await world.Stored(id)).Payment);

        Assert.True(world.Provider.ConfirmAgain(id));
        Told.Completed(await world.Complete(id, "spt_2"));
        Assert.Single(world.Provider.Money);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task So_it_is_where_the_reply_that_asked_for_it_was_lost(bool cancelsFail)
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Lose(1, Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_3ds"));
        world.Provider.Authenticate(id, succeeds: false);
        world.Provider.CancelsFail = cancelsFail;

        await world.Session(id).LookAgain();

        Assert.Equal(cancelsFail, (await world.Stored(id)).Payment is Payment.Charging);
        Assert.Equal(cancelsFail, world.Provider.ConfirmAgain(id));
    }

    [Fact]
    public async Task A_session_that_expires_after_a_failed_authentication_waits_for_the_cancel()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: false);
        world.Provider.CancelsFail = true;
        world.Clock.Advance(world.Options.SessionLifetime);

        await world.Session(id).Wake();
        Assert.IsType<Payment.Waiting>((await world.Stored(id)).Payment);

        world.Provider.CancelsFail = false;
        await world.Session(id).Wake();
        Assert.Equal(new Payment.Closed(1, ClosedBecause.Expired), (await world.Stored(id)).Payment);
        Assert.False(world.Provider.ConfirmAgain(id));
    }

    [Fact]
    public async Task Another_token_pays_only_after_the_first_intent_is_canceled()
    {
        var id = await Waiting();

        Told.Completed(await world.Complete(id, "spt_2"));

        Assert.Equal("spt_2", Assert.Single(world.Provider.Money).Token);
        Assert.False(world.Provider.IsWaiting(id));
        Assert.IsType<SharedPaymentToken.Free>(await world.StoredToken("spt_3ds"));
    }

    [Fact]
    public async Task Another_token_is_not_charged_if_the_first_succeeded_meanwhile()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: true);

        Told.Completed(await world.Complete(id, "spt_2"));

        Assert.Equal("spt_3ds", Assert.Single(world.Provider.Money).Token);
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task An_update_cancels_the_intent_first_so_the_old_total_is_never_charged()
    {
        var id = await Waiting();

        Assert.Equal((200, "ReadyForPayment  1000 "), Told.Of(await world.Session(id).Update(world.Call(), World.Quantity(2))));

        Assert.False(world.Provider.IsWaiting(id));
        Told.Completed(await world.Complete(id, "spt_2"));
        Assert.Equal(1000, Assert.Single(world.Provider.Money).Amount);
    }

    [Fact]
    public async Task An_update_after_success_is_refused_and_the_charge_stands()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: true);

        Told.Refused(RefusalRule.SessionCompleted, await world.Session(id).Update(world.Call(), World.Quantity(2)));

        Assert.Equal(500, Assert.Single(world.Provider.Money).Amount);
        Assert.NotNull((await world.Stored(id)).Order);
    }

    [Fact]
    public async Task A_cancel_cancels_the_intent_and_frees_what_it_held()
    {
        var id = await Waiting();

        Assert.StartsWith("Canceled", Told.Of(await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null))).Text, StringComparison.Ordinal);

        Assert.False(world.Provider.IsWaiting(id));
        Assert.Equal((5, 0, 0), await world.Shelf());
    }

    [Fact]
    public async Task Expiry_cancels_the_intent_and_frees_what_it_held()
    {
        var id = await Waiting();
        world.Clock.Advance(world.Options.SessionLifetime);

        await world.Session(id).Wake();

        Assert.Equal(new Payment.Closed(1, ClosedBecause.Expired), (await world.Stored(id)).Payment);
        Assert.False(world.Provider.IsWaiting(id));
        Assert.Equal((5, 0, 0), await world.Shelf());
    }

    private async Task<string> Waiting()
    {
        await world.Stock(available: 5);
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds"));
        Assert.Equal((200, "AuthenticationRequired  500 requires_3ds"), Told.Of(await world.Session(id).Retrieve(new Caller(World.Platform, "v"))));
        return id;
    }
}
