using Acp.CheckoutSessions;
using Acp.ProviderEvents;
using Acp.Store;

namespace Acp.Tests;

/// <summary>The provider sends events by the thousand, or an outage ends and everything wants to be settled.</summary>
public sealed class When_much_falls_due_at_once : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("event/")]
    [InlineData("issue/")]
    [InlineData("token/")]
    public async Task A_session_waits_for_no_more_than_one_pass(string flood)
    {
        var session = await world.ReadySession();
        world.Clock.Advance(TimeSpan.FromDays(1));
        await FallDue(10_000, flood, world.Clock.Now.AddHours(-20));

        await world.Sweep();

        Assert.IsType<Payment.Closed>((await world.Stored(session)).Payment);
    }

    [Fact]
    public async Task One_pass_wakes_no_more_of_a_kind_than_its_share()
    {
        await FallDue(1000, "event/", world.Clock.Now);
        var woken = new Counted(world.Grains);

        await world.Sweep(woken);

        Assert.Equal(16, woken.Count);
    }

    [Fact]
    public async Task What_is_due_beyond_a_share_does_not_wait_for_the_next_tick()
    {
        await FallDue(1000, "event/", world.Clock.Now);
        var woken = new Counted(world.Grains);
        using var stop = new CancellationTokenSource();
        var loop = world.Loop(woken).Run(stop.Token);

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await woken.Reached(1000).WaitAsync(TimeSpan.FromSeconds(30));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }

    /// <summary>The provider was out for ten minutes, and a try of each has just failed once more.</summary>
    [Theory]
    [InlineData("issue")]
    [InlineData("token")]
    public async Task After_an_outage_each_is_tried_at_a_moment_of_its_own(string kind)
    {
        await world.Register();
        for (var i = 1; i <= 16; i++)
        {
            world.Lose(kind == "issue" ? IssuerFault.RequestLost : IssuerFault.None);
            await world.Issue(World.Wish() with { Lifetime = TimeSpan.FromHours(1) });
            world.Lose(IssuerFault.RequestLost);
            await (kind == "token" ? world.Token($"spt_{i:D4}").Revoke("ann", null).AsTask() : Task.CompletedTask);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(10));
        Enumerable.Range(0, 16).ToList().ForEach(_ => world.Lose(IssuerFault.RequestLost));
        await world.Sweep();

        Assert.Empty(await DueWithin(kind, TimeSpan.FromMinutes(3.7)));
        Assert.InRange((await DueWithin(kind, TimeSpan.FromMinutes(5))).Count, 2, 14);
        Assert.Equal(16, (await DueWithin(kind, TimeSpan.FromMinutes(6.3))).Count);
    }

    private ValueTask<IReadOnlyList<string>> DueWithin(string kind, TimeSpan time) =>
        world.Store.ClaimDue(kind, world.Clock.Now + time, TimeSpan.FromMilliseconds(1), 100);

    private async Task FallDue(int count, string prefix, DateTimeOffset at) => Assert.IsType<Verdict.Committed>(
        await world.Store.Commit(new Unit(world.Ids.NewCommitId(), world.Clock.Now)
        {
            Due = [.. Enumerable.Range(0, count).Select(i => new DueTime($"{prefix}{i}", at))],
        }));

    /// <summary>Counts the events that are woken; there is nothing to do for them.</summary>
    private sealed class Counted(IGrains inner) : IGrains
    {
        private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int awaited = int.MaxValue;
        private int count;

        public int Count => count;

        public T Get<T>(string id)
            where T : class
        {
            if (typeof(T) == typeof(IProviderEvent) && Interlocked.Increment(ref count) >= awaited)
            {
                all.TrySetResult();
            }

            return inner.Get<T>(id);
        }

        public Task Reached(int number)
        {
            awaited = number;
            if (count >= number)
            {
                all.TrySetResult();
            }

            return all.Task;
        }
    }
}
