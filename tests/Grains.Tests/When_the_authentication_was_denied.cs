using Acp.CheckoutSessions;

namespace Acp.Tests;

/// <summary>The platform ran the challenge, and the shopper was not authenticated: that must never become an order.</summary>
public sealed class When_the_authentication_was_denied : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    public static TheoryData<AuthenticationOutcome> Outcomes => [.. Enum.GetValues<AuthenticationOutcome>()];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Only_three_outcomes_permit_a_charge(AuthenticationOutcome outcome)
    {
        var id = await world.ReadySession();
        var permits = outcome is AuthenticationOutcome.Authenticated or AuthenticationOutcome.AttemptAcknowledged or AuthenticationOutcome.Informational;

        var answer = await world.Complete(id, "spt_1", result: World.Proven() with { Outcome = outcome });

        Assert.Equal(permits ? 1 : 0, world.Provider.Money.Count);
        Assert.Equal(permits, (await world.Stored(id)).Order is not null);
        Assert.Equal(permits ? 200 : 400, Told.Of(answer).Status);
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_provider_and_the_session_stays_payable()
    {
        await world.Stock(available: 5);
        var id = await world.ReadySession();

        Told.Refused(RefusalRule.NotAuthenticated, await world.Complete(id, "spt_1", "k", result: World.Denied()));
        Told.Refused(RefusalRule.NotAuthenticated, await world.Complete(id, "spt_1", "k", result: World.Denied()));

        Assert.Empty(world.Provider.LookUps);
        Assert.Empty(world.Provider.Sends);
        Assert.Equal((5, 0, 0), await world.Shelf());
        Told.Completed(await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task Not_even_what_costs_nothing_is_ordered()
    {
        world.Pricing.UnitAmount = 0;
        var id = await world.ReadySession();

        Told.Refused(RefusalRule.NotAuthenticated, await world.Complete(id, "spt_1", result: World.Denied()));

        Assert.Null((await world.Stored(id)).Order);
    }

    [Theory]
    [InlineData("spt_3ds")]
    [InlineData("spt_2")]
    public async Task The_payment_that_waits_is_left_waiting(string token)
    {
        var id = await Waiting();

        Told.Refused(RefusalRule.NotAuthenticated, await world.Complete(id, token, result: World.Denied()));

        Assert.True(world.Provider.IsWaiting(id));
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task A_completed_session_is_shown_whatever_the_result_says()
    {
        var id = await world.ReadySession();
        Told.Completed(await world.Complete(id, "spt_1"));

        Told.Completed(await world.Complete(id, "spt_1", result: World.Denied()));

        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task A_canceled_session_is_refused_as_canceled()
    {
        var id = await world.ReadySession();
        await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null));

        Told.Refused(RefusalRule.SessionCanceled, await world.Complete(id, "spt_1", result: World.Denied()));
    }

    /// <summary>What was sent may have taken the money: nobody is told «not paid» of it.</summary>
    [Theory]
    [InlineData("spt_1")]
    [InlineData("spt_2")]
    public async Task A_charge_of_unknown_outcome_is_settled_all_the_same(string token)
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Lose(1, Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1"));

        Told.Completed(await world.Complete(id, token, result: World.Denied()));

        Assert.Single(world.Provider.Money);
    }

    [Theory]
    [InlineData("spt_decline")]
    [InlineData("spt_3ds")]
    public async Task One_that_turns_out_uncharged_is_refused_as_not_authenticated(string token)
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Lose(1, Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, token));

        Told.Refused(RefusalRule.NotAuthenticated, await world.Complete(id, token, result: World.Denied()));

        Assert.Single(world.Provider.Sends.Select(send => send.Key).Distinct());
        Assert.Empty(world.Provider.Money);
    }

    [Fact]
    public async Task A_payment_that_succeeded_meanwhile_is_told_as_it_is()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: true);

        Told.Completed(await world.Complete(id, "spt_3ds", result: World.Denied()));

        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task One_that_failed_meanwhile_leaves_the_session_payable()
    {
        var id = await Waiting();
        world.Provider.Authenticate(id, succeeds: false);

        Told.Refused(RefusalRule.NotAuthenticated, await world.Complete(id, "spt_3ds", result: World.Denied()));

        Told.Completed(await world.Complete(id, "spt_2"));
    }

    [Fact]
    public async Task Who_waits_with_another_result_is_not_refused_for_it()
    {
        var id = await Waiting();
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Provider.OnIntentLookUp = () => looked.Task;

        var denied = world.Complete(id, "spt_3ds", result: World.Denied());
        var other = world.Complete(id, "spt_3ds");
        looked.SetResult();

        Told.Refused(RefusalRule.NotAuthenticated, await denied);
        Assert.IsType<Answer.PaymentInProgress>(await other);
    }

    private async Task<string> Waiting()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds"));
        return id;
    }
}
