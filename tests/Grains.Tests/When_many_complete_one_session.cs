using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_many_complete_one_session
{
    private const int Callers = 200;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(Callers, 1)]
    [InlineData(Callers, Callers)]
    public async Task One_charge_is_sent_and_everyone_learns_of_its_order(int keys, int tokens)
    {
        using var world = new World();
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var storm = Enumerable.Range(0, Callers).Select(i => world.Complete(id, $"spt_{i % tokens}", $"k{i % keys}")).ToArray();
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((200, "CompleteInProgress  500 "), Told.Of(await world.Session(id).Retrieve(new Caller(World.Platform, "v"))));
        world.Provider.Hold.SetResult();
        var answers = await Task.WhenAll(storm);

        Assert.Single(world.Provider.Sends);
        Assert.Single(world.Provider.LookUps);
        Assert.Single(world.Provider.Money);
        Assert.All(answers, answer => Assert.True(answer is Answer.KeyInFlight || Told.Of(answer).Status == 200, answer.ToString()));
        Assert.Contains(answers, answer => Told.Of(answer).Status == 200);

        var after = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => world.Complete(id, $"spt_{i % tokens}", $"k{i % keys}")));
        Assert.Single(after.Select(Told.Of).Distinct());
        Told.Completed(after[0]);
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task A_caller_whose_time_runs_out_is_told_to_come_back()
    {
        using var world = new World();
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = world.Complete(id, "spt_1");
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        var timers = world.Clock.Waiting;
        var second = world.Complete(id, "spt_2");
        await Eventually.True(() => world.Clock.Waiting > timers);

        world.Clock.Advance(world.Options.CompleteBudget);

        Assert.IsType<Answer.PaymentInProgress>(await second);
        world.Provider.Hold.SetResult();
        Told.Completed(await first);
    }

    [Fact]
    public async Task A_decline_is_shared_by_those_who_brought_the_same_token_and_by_nobody_else()
    {
        using var world = new World();
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = world.Complete(id, "spt_decline");
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        var timers = world.Clock.Waiting;
        var same = world.Complete(id, "spt_decline");
        var other = world.Complete(id, "spt_other");
        await Eventually.True(() => world.Clock.Waiting >= timers + 2);
        world.Provider.Hold.SetResult();

        Told.Refused(RefusalRule.PaymentDeclined, await first);
        Told.Refused(RefusalRule.PaymentDeclined, await same);
        Assert.IsType<Answer.PaymentInProgress>(await other);
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task Changes_of_the_cart_are_told_to_come_back()
    {
        using var world = new World();
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var complete = world.Complete(id, "spt_1");
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);

        Assert.IsType<Answer.PaymentInProgress>(await world.Session(id).Update(world.Call(), World.Quantity(2)));
        Assert.IsType<Answer.PaymentInProgress>(await world.Session(id).Cancel(world.Call(), new CancelCheckoutSession(null)));

        world.Provider.Hold.SetResult();
        Told.Completed(await complete);
        Assert.Equal(500, Assert.Single(world.Provider.Money).Amount);
    }
}
