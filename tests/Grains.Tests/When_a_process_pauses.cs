using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Tests;

/// <summary>A machine that sleeps does not know it: a day may pass between any two lines of ours.</summary>
public sealed class When_a_process_pauses : IDisposable
{
    private readonly World world = new();

    public When_a_process_pauses() => world.Options.RepeatDelay = TimeSpan.Zero;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_first_send_that_comes_a_day_late_is_not_sent()
    {
        var id = await world.ReadySession();
        var other = world.StartProcess();
        AfterCommit(1, async () =>
        {
            Told.Completed(await world.Complete(id, "tok_visa", process: other));
            world.Clock.Advance(TimeSpan.FromHours(25));
        });

        await world.Complete(id, "tok_visa");

        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task A_first_send_whose_permission_lapsed_is_not_sent_and_nothing_is_held()
    {
        var id = await world.ReadySession();
        AfterCommit(1, () =>
        {
            world.Clock.Advance(CompleteDecider.PermissionLasts);
            return Task.CompletedTask;
        });

        Assert.IsType<Answer.ProviderUnavailable>(await world.Complete(id, "spt_1"));

        Assert.Empty(world.Provider.Money);
        Assert.IsType<Payment.Open>((await world.Stored(id)).Payment);
        Told.Completed(await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task A_repeat_that_comes_a_day_late_is_not_sent()
    {
        var id = await world.ReadySession();
        world.Provider.Faults.Enqueue(Fault.ReplyLost);
        AfterCommit(2, () =>
        {
            world.Clock.Advance(TimeSpan.FromHours(25));
            return Task.CompletedTask;
        });

        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "tok_visa"));

        Assert.Single(world.Provider.Money);
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task A_wake_that_comes_late_leaves_nothing_due_behind()
    {
        var id = await world.ReadySession();
        world.Provider.Faults.Enqueue(Fault.ReplyLost);
        world.Options.SendsPerCall = 1;
        await world.Complete(id, "spt_1");
        world.Clock.Advance(world.Options.SessionLifetime);
        var other = world.StartProcess();
        world.Store.Committing = async unit =>
        {
            if (unit is { States.IsEmpty: true, Due.IsEmpty: false })
            {
                world.Store.Committing = null;
                Told.Completed(await world.Complete(id, "spt_1", process: other));
            }
        };

        await world.Session(id).Wake();
        world.Clock.Advance(world.Options.SettleAtMost);
        await world.Session(id).Wake();

        Assert.Empty(await world.Store.ClaimDue("session", world.Clock.GetUtcNow().AddDays(1), TimeSpan.FromMinutes(1), 10));
    }

    private void AfterCommit(int which, Func<Task> pause)
    {
        var commits = 0;
        world.Store.Committed = async (Unit _) =>
        {
            if (++commits == which)
            {
                await pause();
            }
        };
    }
}
