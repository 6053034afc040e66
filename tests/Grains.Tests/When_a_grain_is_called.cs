using Acp.CheckoutSessions;
using Acp.InProcess;

namespace Acp.Tests;

public sealed class When_a_grain_is_called : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_full_queue_sheds_before_anything_is_started()
    {
        using var small = world.StartProcess(new InProcessOptions { MaxCallsPerGrain = 3 });
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var admitted = Enumerable.Range(0, 3).Select(_ => world.Complete(id, "spt_1", process: small)).ToArray();
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<GrainOverloadedException>(() => world.Complete(id, "spt_1", "shed", small));

        world.Provider.Hold.SetResult();
        Assert.All(await Task.WhenAll(admitted), Told.Completed);
        Assert.False(((Answer.Replied)await world.Complete(id, "spt_1", "shed", small)).Replayed);
    }

    [Fact]
    public async Task A_full_process_sheds_before_anything_is_started()
    {
        using var small = world.StartProcess(new InProcessOptions { MaxCalls = 1 });
        var (busy, idle) = (await world.ReadySession(), await world.ReadySession());
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var admitted = world.Complete(busy, "spt_1", process: small);
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<GrainOverloadedException>(() => world.Complete(idle, "spt_2", process: small));

        world.Provider.Hold.SetResult();
        Told.Completed(await admitted);
        Told.Completed(await world.Complete(idle, "spt_2", process: small));
    }

    [Fact]
    public async Task Idle_grains_leave_memory_and_come_back_as_they_were()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => world.ReadySession()));
        Assert.Equal(100, world.Grains.Count);

        world.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, world.Grains.Count);
        Told.Completed(await world.Complete(ids[7], "spt_1"));
    }

    [Fact]
    public async Task A_busy_grain_stays_in_memory_however_long_it_takes()
    {
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var complete = world.Complete(id, "spt_1");
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);

        world.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(1, world.Grains.Count);
        world.Provider.Hold.SetResult();
        Told.Completed(await complete);
    }

    [Fact]
    public async Task Its_calls_never_run_at_the_same_time()
    {
        var (counted, running, most) = (0, 0, 0);
        var activation = new Activation(new object(), maxCalls: 1000);

        // From many threads; what they wait for is completed by yet other threads, some of which run on with what waited.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Task.WhenAll(Enumerable.Range(0, 500).Select(number => activation.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                counted++; // Not atomic: two at once would lose some.
                Interlocked.Decrement(ref running);
                await (number % 2 == 0 ? Yielded() : Completed());
            }

            return 0;
        }))))));

        Assert.Equal((8 * 500 * 10, 1), (counted, most));
    }

    [Fact]
    public async Task It_begins_on_its_callers_thread_where_it_is_idle()
    {
        var activation = new Activation(new object(), maxCalls: 1000);
        var caller = Environment.CurrentManagedThreadId;
        var begun = 0;

        var call = activation.Run(() =>
        {
            begun = Environment.CurrentManagedThreadId;
            return new ValueTask<int>(1);
        });

        Assert.Equal((caller, true), (begun, call.IsCompletedSuccessfully));
        Assert.Equal(1, await call);
    }

    [Fact]
    public async Task A_grain_that_calls_another_one_is_not_held_up_by_its_first_piece()
    {
        var (first, second) = (new Activation(new object(), maxCalls: 10), new Activation(new object(), maxCalls: 10));
        using var goneOn = new ManualResetEventSlim();

        var call = first.Run(async () =>
        {
            var other = second.Run(() =>
            {
                Assert.True(goneOn.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "It runs within its caller's piece.");
                return new ValueTask<int>(1);
            });
            goneOn.Set();
            return await other;
        });

        Assert.Equal(1, await call);
    }

    [Fact]
    public async Task What_fails_before_it_waits_fails_its_call_and_no_other()
    {
        var activation = new Activation(new object(), maxCalls: 10);

        await Assert.ThrowsAsync<InvalidOperationException>(() => activation.Run<int>(() => throw new InvalidOperationException("at once")));

        Assert.Equal(1, await activation.Run(() => new ValueTask<int>(1)));
    }

    private static async Task Yielded() => await Task.Yield();

    private static Task Completed()
    {
        var done = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(static done => done.SetResult(), done, preferLocal: false);
        return done.Task;
    }
}
