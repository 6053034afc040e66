using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.Pricing;

namespace Acp.Tests;

public sealed class When_a_page_stands_in_the_way : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_token_is_charged_only_after_the_page_is_closed()
    {
        var id = await world.PageOpenFor();
        world.Provider.OnCharge = _ =>
        {
            Assert.False(world.Pages.IsOpen(id));
            return Task.CompletedTask;
        };

        Told.Completed(await world.Complete(id, "spt_1"));

        Assert.Equal($"acp:{id}:2", Assert.Single(world.Provider.Money).Key);
        Assert.Null(world.Pages.Pay(id));
    }

    [Fact]
    public async Task While_it_is_not_closed_for_certain_no_token_is_charged_and_nothing_changes()
    {
        var id = await world.PageOpenFor();
        (world.Pages.ExpiriesFail, world.Pages.LookUpsFail) = (true, true);

        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_1"));
        Assert.IsType<Answer.PaymentInProgress>(await world.Session(id).Update(world.Call(), World.Quantity(2)));
        Assert.IsType<Answer.PaymentInProgress>(await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null)));
        Assert.Empty(world.Provider.Sends);

        (world.Pages.ExpiriesFail, world.Pages.LookUpsFail) = (false, false);
        Told.Completed(await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task Where_the_page_was_faster_the_complete_is_told_so_and_its_token_stays_free()
    {
        var id = await world.PageOpenFor();
        var intent = world.Pages.Pay(id);

        var answer = await world.Complete(id, "spt_1", key: "k");

        Told.Completed(answer);
        Assert.Empty(world.Provider.Sends);
        Assert.Null(await world.StoredToken("spt_1"));
        Assert.Equal(intent, Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment).IntentId);
        Assert.Equal(Told.Of(answer), Told.Of(await world.Complete(id, "spt_1", key: "k")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Paid_in_the_very_moment_of_the_close_it_completes(bool repliesAreLost)
    {
        var id = await world.PageOpenFor();
        world.Pages.ExpiryRepliesAreLost = repliesAreLost;
        world.Pages.OnExpire = () =>
        {
            world.Pages.Pay(id);
            return Task.CompletedTask;
        };

        Told.Completed(await world.Complete(id, "spt_1"));

        Assert.Equal($"acp:{id}:1", Assert.Single(world.Provider.Money).Key);
        Assert.Empty(world.Provider.Sends);
    }

    [Fact]
    public async Task A_close_whose_answer_is_lost_is_found_by_looking()
    {
        var id = await world.PageOpenFor();
        world.Pages.ExpiryRepliesAreLost = true;

        Told.Completed(await world.Complete(id, "spt_1"));

        Assert.Equal($"acp:{id}:2", Assert.Single(world.Provider.Money).Key);
    }

    [Fact]
    public async Task An_update_closes_it_so_that_the_old_total_is_never_collected()
    {
        await world.Stock(5);
        var id = await world.PageOpenFor();

        Assert.Equal(200, Told.Of(await world.Session(id).Update(world.Call(), World.Quantity(2))).Status);

        Assert.Null(world.Pages.Pay(id));
        Assert.Equal((5, 0, 0), await world.Shelf());
        Assert.Equal(1000, (await world.Stored(id)).Quote.Total);
    }

    [Fact]
    public async Task An_update_that_loses_is_refused_and_the_cart_stays_as_it_was_paid()
    {
        var id = await world.PageOpenFor();
        world.Pages.OnExpire = () =>
        {
            world.Pages.Pay(id);
            return Task.CompletedTask;
        };

        Told.Refused(RefusalRule.SessionCompleted, await world.Session(id).Update(world.Call(), World.Quantity(2)));

        Assert.Equal(500, (await world.Stored(id)).Quote.Total);
        Assert.Equal(500, Assert.Single(world.Provider.Money).Amount);
    }

    [Fact]
    public async Task A_cancel_closes_it_first()
    {
        var id = await world.PageOpenFor();

        Assert.Equal(200, Told.Of(await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null))).Status);

        Assert.Equal(new Payment.Closed(1, ClosedBecause.Canceled), (await world.Stored(id)).Payment);
        Assert.Null(world.Pages.Pay(id));
        Assert.Equal(RefusalRule.SessionCanceled, Assert.IsType<PageOffer.Refused>(await world.Press(id)).Refusal.Rule);
    }

    [Fact]
    public async Task A_cancel_that_loses_is_refused()
    {
        var id = await world.PageOpenFor();
        world.Pages.OnExpire = () =>
        {
            world.Pages.Pay(id);
            return Task.CompletedTask;
        };

        Told.Refused(RefusalRule.CancelNotAllowed, await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null)));

        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);
    }

    [Fact]
    public async Task A_complete_that_is_denied_leaves_the_shoppers_page_alone()
    {
        var id = await world.PageOpenFor();

        Told.Refused(RefusalRule.NotAuthenticated, await world.Complete(id, "spt_1", result: World.Denied()));

        Assert.True(world.Pages.IsOpen(id));
        Assert.NotNull(world.Pages.Pay(id));
    }

    public static TheoryData<TokenLookup, RefusalRule> Useless => new()
    {
        { new TokenLookup.Unknown(), RefusalRule.TokenUnknown },
        { new TokenLookup.Found(new TokenFacts("usd", null, null, TokenDeactivation.Revoked)), RefusalRule.TokenRevoked },
        { new TokenLookup.Found(new TokenFacts("usd", null, null, TokenDeactivation.Expired)), RefusalRule.TokenExpired },
        { new TokenLookup.Found(new TokenFacts("usd", null, null, TokenDeactivation.Consumed)), RefusalRule.TokenUsed },
        { new TokenLookup.Found(new TokenFacts("eur", null, null, null)), RefusalRule.TokenCurrencyMismatch },
        { new TokenLookup.Found(new TokenFacts("usd", 499, null, null)), RefusalRule.TokenLimitExceeded },
    };

    [Theory]
    [MemberData(nameof(Useless))]
    public async Task A_complete_whose_token_would_be_refused_leaves_the_shoppers_page_alone(TokenLookup lookup, RefusalRule rule)
    {
        var id = await world.PageOpenFor();
        world.Provider.Tokens["spt_1"] = lookup;

        Told.Refused(rule, await world.Complete(id, "spt_1"));

        Assert.True(world.Pages.IsOpen(id));
        Told.Refused(rule, await world.Complete(id, "spt_1"));
        Assert.NotNull(world.Pages.Pay(id));
    }

    [Fact]
    public async Task So_does_one_of_whose_token_the_provider_says_nothing()
    {
        var id = await world.PageOpenFor();
        world.Provider.LookUpsFail = true;

        Assert.IsType<Answer.ProviderUnavailable>(await world.Complete(id, "spt_1"));

        Assert.True(world.Pages.IsOpen(id));
    }

    [Fact]
    public async Task So_does_one_whose_token_another_session_holds()
    {
        world.Options.SendsPerCall = 1;
        var id = await world.PageOpenFor();
        world.Lose(1, Fault.RequestLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(await world.ReadySession(), "spt_1"));

        Assert.Equal(400, Told.Of(await world.Complete(id, "spt_1")).Status);

        Assert.True(world.Pages.IsOpen(id));
    }

    /// <summary>The page would go on collecting the old one.</summary>
    [Fact]
    public async Task A_complete_whose_address_raises_the_total_closes_it_even_if_its_token_does_not_cover_that()
    {
        var id = await world.PageOpenFor();
        world.Provider.Tokens["spt_1"] = new TokenLookup.Found(new TokenFacts("usd", 549, null, null));
        var taxed = World.With("spt_1", new Address("A", "1 Road", null, "Town", "TAX", "US", "1"));

        var answer = await world.Session(id).Complete(world.Call(path: $"/{id}/complete"), taxed);

        Assert.Equal(200, Told.Of(answer).Status); // Re-priced, and unpaid.
        Assert.False(world.Pages.IsOpen(id));
        Assert.Empty(world.Provider.Sends);
    }

    [Fact]
    public async Task A_press_that_comes_while_a_complete_runs_waits_for_its_end()
    {
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var complete = world.Complete(id, "spt_1");
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        var press = world.Press(id);

        world.Provider.Hold.SetResult();

        Told.Completed(await complete);
        Assert.IsType<PageOffer.Completed>(await press);
        Assert.Equal(0, world.Pages.Made);
    }

    [Fact]
    public async Task A_complete_that_comes_while_a_page_is_opened_closes_it_and_charges_once()
    {
        var id = await world.ReadySession();
        var (asked, goOn) = (NewSignal(), NewSignal());
        world.Pages.OnOpen = async () =>
        {
            asked.SetResult();
            await goOn.Task;
        };
        var press = world.Press(id);
        await asked.Task;
        var complete = world.Complete(id, "spt_1");

        goOn.SetResult();

        Assert.IsType<PageOffer.Opened>(await press);
        Told.Completed(await complete);
        Assert.False(world.Pages.IsOpen(id));
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task An_operator_is_told_that_it_is_open_and_settles_it_once_it_is_paid()
    {
        var id = await world.PageOpenFor();

        Assert.Contains("open", Assert.IsType<Resolution.NotProven>(await world.Session(id).Resolve("ann", "why")).Missing[0], StringComparison.Ordinal);

        world.Pages.Pay(id);
        Assert.Equal(new Resolution.Settled(CheckoutStatus.Completed), await world.Session(id).Resolve("ann", "why"));
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
