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
}
