using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.Pricing;

namespace Acp.Tests;

public sealed class When_a_caller_brings_its_own_token : IDisposable
{
    private static readonly Address Taxed = new("A", "1 Road", null, "Town", "TAX", "US", "1");
    private static readonly Address Untaxed = Taxed with { State = "NOT" };
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_is_not_told_of_another_token_s_decline_when_it_settles_an_attempt()
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Provider.Faults.Enqueue(Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_decline"));

        Told.Completed(await world.Complete(id, "spt_good", "k2"));

        Assert.Equal("spt_good", Assert.Single(world.Provider.Money).Token);
    }

    [Fact]
    public async Task It_is_not_told_of_another_token_s_challenge_when_it_settles_an_attempt()
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Provider.Faults.Enqueue(Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_3ds"));

        Told.Completed(await world.Complete(id, "spt_good", "k2"));

        Assert.Equal("spt_good", Assert.Single(world.Provider.Money).Token);
        Assert.False(world.Provider.IsWaiting(id));
    }

    [Fact]
    public async Task It_is_not_told_that_the_limit_is_too_low_for_another_caller_s_address()
    {
        var id = await world.ReadySession();
        Told.Of(await world.Session(id).Complete(world.Call(), World.With("spt_0", Taxed)));
        world.Provider.Tokens["spt_1"] = new TokenLookup.Found(new TokenFacts("usd", 500, null, null));
        var (asked, resume) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        world.Provider.OnTokenLookUp = _ =>
        {
            world.Provider.OnTokenLookUp = null;
            asked.SetResult();
            return resume.Task;
        };
        var taxed = world.Complete(id, "spt_1");
        await asked.Task;
        var timers = world.Clock.Waiting;
        var untaxed = world.Session(id).Complete(world.Call(), World.With("spt_1", Untaxed)).AsTask();
        await Eventually.True(() => world.Clock.Waiting > timers);

        resume.SetResult();

        Told.Refused(RefusalRule.TokenLimitExceeded, await taxed);
        Assert.IsType<Answer.PaymentInProgress>(await untaxed);
        Told.Completed(await world.Session(id).Complete(world.Call(), World.With("spt_1", Untaxed)));
    }
}
