using Acp.CheckoutSessions;

namespace Acp.Tests;

/// <summary>No port is meant to throw; one that does must leave nobody waiting and nothing half done.</summary>
public sealed class When_a_port_throws : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("pricing")]
    [InlineData("look-up")]
    [InlineData("charge")]
    public async Task Those_who_waited_are_released_and_the_next_complete_goes_on(string port)
    {
        await world.Stock(available: 3);
        var id = await world.ReadySession();
        var (asked, resume) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var calls = 0;
        async Task Throw()
        {
            if (++calls == 1)
            {
                asked.SetResult();
                await resume.Task;
                throw new InvalidOperationException("broken");
            }
        }

        switch (port)
        {
            case "pricing":
                world.Pricing.Ask = async () =>
                {
                    await Throw();
                    return null;
                };
                break;
            case "look-up":
                world.Provider.OnTokenLookUp = _ => Throw();
                break;
            default:
                world.Provider.OnCharge = _ => Throw();
                break;
        }

        var first = world.Complete(id, "spt_1", "k1");
        await asked.Task;
        var timers = world.Clock.Waiting;
        var second = world.Complete(id, "spt_1", "k2");
        await Eventually.True(() => world.Clock.Waiting > timers);
        resume.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        Assert.IsType<Answer.PaymentInProgress>(await second);
        Told.Completed(await world.Complete(id, "spt_1", "k1"));
        Assert.Single(world.Provider.Money);
        Assert.Equal((2, 0, 1), await world.Shelf());
    }
}
