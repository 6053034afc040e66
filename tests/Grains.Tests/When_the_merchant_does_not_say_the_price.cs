using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Tests;

/// <summary>The merchant's own systems may be out. Then nothing is begun, and nobody is told that something is under way.</summary>
public sealed class When_the_merchant_does_not_say_the_price : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Nothing_is_charged_or_kept_and_the_same_key_goes_on()
    {
        await world.Stock(available: 3);
        var id = await world.ReadySession();
        world.Pricing.Ask = () => throw new MerchantUnavailableException("out");

        Assert.IsType<Answer.MerchantUnavailable>(await world.Complete(id, "spt_1", "k"));

        Assert.Empty(world.Provider.Money);
        Assert.Equal((3, 0, 0), await world.Shelf());
        world.Pricing.Ask = null;
        Told.Completed(await world.Complete(id, "spt_1", "k"));
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task Those_who_waited_are_told_the_same()
    {
        await world.Stock(available: 3);
        var id = await world.ReadySession();
        var (asked, resume) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        world.Pricing.Ask = async () =>
        {
            asked.TrySetResult();
            await resume.Task;
            throw new MerchantUnavailableException("out");
        };
        var first = world.Complete(id, "spt_1", "k1");
        await asked.Task;
        var timers = world.Clock.Waiting;
        var second = world.Complete(id, "spt_2", "k2");
        await Eventually.True(() => world.Clock.Waiting > timers);

        resume.SetResult();

        Assert.IsType<Answer.MerchantUnavailable>(await first);
        Assert.IsType<Answer.MerchantUnavailable>(await second);
        Assert.Empty(world.Provider.Money);
    }

    [Fact]
    public async Task A_completed_session_needs_no_price()
    {
        await world.Stock(available: 3);
        var id = await world.ReadySession();
        Told.Completed(await world.Complete(id, "spt_1", "k1"));
        world.Pricing.Ask = () => throw new MerchantUnavailableException("out");

        Told.Completed(await world.Complete(id, "spt_2", "k2"));

        Assert.Single(world.Provider.Money);
    }
}
