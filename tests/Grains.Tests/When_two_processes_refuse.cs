using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_two_processes_refuse
{
    private const int Callers = 100;

    [Fact]
    public async Task Every_caller_is_told_why_and_the_session_stays_as_it_was()
    {
        using var world = new World();
        var other = world.StartProcess();
        var id = await world.ReadySession();
        var before = await world.Stored(id);
        world.Pricing.Obstacle = "Choose a way of delivery.";
        world.Store.Committing = async _ => await Task.Yield();

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i =>
            Task.Run(() => world.Complete(id, $"spt_{i}", process: i % 2 == 0 ? world.Grains : other))));

        Assert.All(answers, answer => Assert.True(
            answer is Answer.PaymentInProgress || Told.Of(answer).Text == nameof(RefusalRule.NotReadyForPayment), answer.ToString()));
        Assert.Equal(before.Payment, (await world.Stored(id)).Payment);
        Assert.Equal(before.UpdatedAt, (await world.Stored(id)).UpdatedAt);
    }

    [Fact]
    public async Task Nobody_is_told_of_a_decline_once_the_other_has_charged()
    {
        using var world = new World();
        var other = world.StartProcess();
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = world.Complete(id, "spt_decline");
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        var timers = world.Clock.Waiting;
        Task<Answer>[] waiting = [world.Complete(id, "spt_decline"), world.Complete(id, "spt_decline")];
        await Eventually.True(() => world.Clock.Waiting >= timers + 2);

        // One of the two stands still with its refusal decided, the other behind it in the turn's queue.
        world.Store.Committing = async unit =>
        {
            if (unit.Audit.Any(entry => entry.Event == "refused.PaymentDeclined"))
            {
                world.Store.Committing = null;
                Told.Completed(await world.Complete(id, "spt_good", process: other));
            }
        };
        world.Provider.Hold.SetResult();

        Told.Refused(RefusalRule.PaymentDeclined, await first);
        Assert.All(await Task.WhenAll(waiting), Told.Completed);
        Assert.Single(world.Provider.Money);
    }
}
