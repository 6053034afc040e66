using Acp.CheckoutSessions;

namespace Acp.Tests;

/// <summary>To two processes at once, and before any reply is kept: only the attempt knows whose key it is.</summary>
public sealed class When_one_key_brings_two_requests : IDisposable
{
    private readonly World world = new();
    private readonly IGrains other;

    public When_one_key_brings_two_requests() => other = world.StartProcess();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Whoever_began_the_charge_is_told_how_it_ended()
    {
        var id = await world.ReadySession();
        var first = await Underway(id, "spt_3ds", "k");

        Assert.IsType<Answer.KeyReused>(await world.Complete(id, "spt_3ds", "k", other, World.Denied()));

        world.Provider.Hold!.SetResult();
        Told.Refused(RefusalRule.RequiresAuthentication, await first);
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task The_second_is_not_told_of_the_first_ones_charge()
    {
        var id = await world.ReadySession();
        world.Options.SendsPerCall = 1;
        world.Provider.Faults.Enqueue(Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1", "k"));
        await world.LetPass(TimeSpan.FromMinutes(2)); // The clock settles it, and keeps nobody's reply.
        Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment);

        Assert.IsType<Answer.KeyReused>(await world.Complete(id, "spt_2", "k", other));

        Told.Completed(await world.Complete(id, "spt_1", "k", other));
        Told.Completed(await world.Complete(id, "spt_2", "another", other));
    }

    [Fact]
    public async Task Who_waited_for_another_call_is_not_refused_under_the_key_of_the_payment_that_waits()
    {
        var id = await world.ReadySession();
        world.Options.SendsPerCall = 1;
        world.Provider.Faults.Enqueue(Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_3ds", "k"));
        var joined = await Underway(id, "spt_3ds", "another", other);
        var timers = world.Clock.Waiting;
        var waiting = world.Session(id, other).Complete(world.Call("k", "a body of its own", $"/{id}/complete"), World.With("spt_3ds")).AsTask();
        await Eventually.True(() => world.Clock.Waiting > timers);

        world.Provider.Hold!.SetResult();

        Told.Refused(RefusalRule.RequiresAuthentication, await joined);
        Assert.IsType<Answer.KeyReused>(await waiting);
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, "spt_3ds", "k"));
    }

    [Fact]
    public async Task A_key_whose_attempt_took_nothing_may_be_used_for_something_else()
    {
        var id = await world.ReadySession();
        world.Options.SendsPerCall = 1;
        world.Provider.Faults.Enqueue(Fault.Throttled);
        Assert.IsType<Answer.ProviderUnavailable>(await world.Complete(id, "spt_1", "k"));

        Told.Completed(await world.Complete(id, "spt_2", "k", other));
    }

    private async Task<Task<Answer>> Underway(string id, string token, string key, IGrains? process = null)
    {
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (world.Provider.Arrived.Wait(0)) { }
        var call = world.Complete(id, token, key, process);
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        return call;
    }
}
