using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_an_outcome_is_unknown : IDisposable
{
    private readonly World world = new();

    public When_an_outcome_is_unknown() => world.Options.RepeatDelay = TimeSpan.Zero;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_same_call_repeats_it_with_the_same_key_and_bytes()
    {
        var id = await world.ReadySession();
        world.Provider.Faults.Enqueue(Fault.ReplyLost);

        Told.Completed(await world.Complete(id, "spt_1"));

        Assert.Equal(2, world.Provider.Sends.Count);
        Assert.Single(world.Provider.Sends.Distinct());
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task It_stays_unknown_and_any_key_and_token_resumes_that_attempt()
    {
        var id = await world.ReadySession();
        Lose(world.Options.SendsPerCall, Fault.ReplyLost);

        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1", "k1"));
        Assert.Equal(CheckoutStatus.CompleteInProgress, (await world.Stored(id)).StatusAt(world.Clock.GetUtcNow()));
        Told.Completed(await world.Complete(id, "spt_other", "k2"));

        Assert.Single(world.Provider.Sends.Distinct());
        Assert.Equal("spt_1", Assert.Single(world.Provider.Money).Token);
    }

    [Fact]
    public async Task The_unknown_answer_is_not_kept_so_the_same_key_executes_again()
    {
        var id = await world.ReadySession();
        Lose(world.Options.SendsPerCall, Fault.RequestLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1", "k1"));

        Told.Completed(await world.Complete(id, "spt_1", "k1"));
    }

    [Theory]
    [InlineData(Fault.Throttled)]
    [InlineData(Fault.Rejected)]
    public async Task A_refusal_to_a_repeat_says_nothing_about_the_send_before_it(Fault onRepeat)
    {
        var id = await world.ReadySession();
        world.Provider.Faults.Enqueue(Fault.ReplyLost);
        Lose(world.Options.SendsPerCall - 1, onRepeat);

        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1"));

        Assert.IsType<Payment.Charging>((await world.Stored(id)).Payment);
        Told.Completed(await world.Complete(id, "spt_2"));
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task Update_and_cancel_are_refused_until_it_is_known()
    {
        var id = await world.ReadySession();
        Lose(world.Options.SendsPerCall, Fault.RequestLost);
        await world.Complete(id, "spt_1");

        Assert.IsType<Answer.PaymentInProgress>(await world.Session(id).Update(world.Call(), World.Quantity(2)));
        Assert.IsType<Answer.PaymentInProgress>(await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null)));
    }

    [Theory]
    [InlineData(Fault.ReplyLost)]
    [InlineData(Fault.RequestLost)]
    public async Task It_is_only_looked_for_once_the_processor_may_have_forgotten_the_key(Fault fault)
    {
        var id = await world.ReadySession();
        Lose(world.Options.SendsPerCall, fault);
        await world.Complete(id, "spt_1");
        var sends = world.Provider.Sends.Count;
        world.Clock.Advance(TimeSpan.FromHours(25));

        var answer = await world.Complete(id, "spt_1");

        Assert.Equal(sends, world.Provider.Sends.Count);
        if (fault == Fault.ReplyLost)
        {
            Told.Completed(answer);
            Assert.Single(world.Provider.Money);
        }
        else
        {
            Assert.IsType<Answer.PaymentInProgress>(answer);
            Assert.Empty(world.Provider.Money);
        }
    }

    [Fact]
    public async Task What_the_provider_would_only_repeat_is_looked_for_at_once()
    {
        var id = await world.ReadySession();
        Lose(1, Fault.FailureKept);

        Told.Completed(await world.Complete(id, "spt_1"));

        Assert.Single(world.Provider.Sends);
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task A_decline_that_is_found_by_looking_is_told_and_not_tried_again()
    {
        var id = await world.ReadySession();
        Lose(1, Fault.FailureKept);

        Told.Refused(RefusalRule.PaymentDeclined, await world.Complete(id, "spt_decline", "k"));
        Told.Refused(RefusalRule.PaymentDeclined, await world.Complete(id, "spt_decline", "k"));

        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task It_outlives_the_process_and_the_session_does_not_expire_under_it()
    {
        var id = await world.ReadySession();
        Lose(world.Options.SendsPerCall, Fault.ReplyLost);
        await world.Complete(id, "spt_1");
        var restarted = world.StartProcess();
        world.Provider.SearchesFail = true;
        Lose(1, Fault.RequestLost);
        world.Clock.Advance(world.Options.SessionLifetime + TimeSpan.FromMinutes(1));
        await world.Session(id, restarted).Wake();
        Assert.Equal(CheckoutStatus.CompleteInProgress, (await world.Stored(id)).StatusAt(world.Clock.GetUtcNow()));

        Told.Completed(await world.Complete(id, "spt_9", process: restarted));
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task A_send_that_would_outlast_the_budget_is_left_to_the_next_call()
    {
        var id = await world.ReadySession();
        var started = world.Clock.GetUtcNow();
        Lose(world.Options.SendsPerCall, Fault.ReplyLost);
        world.Provider.OnCharge = _ =>
        {
            world.Clock.Advance(TimeSpan.FromSeconds(15));
            return Task.CompletedTask;
        };

        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1"));

        Assert.True(world.Clock.GetUtcNow() - started <= world.Options.CompleteBudget);
    }

    private void Lose(int sends, Fault fault)
    {
        for (var i = 0; i < sends; i++)
        {
            world.Provider.Faults.Enqueue(fault);
        }
    }
}
