using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;
using Acp.Silo.Engine;
using Acp.Store;

namespace Acp.Silo.Tests;

/// <summary>What a caller is told when silos die under its call, by a grain that does as the test says.</summary>
public sealed class When_the_cluster_loses_a_call
{
    /// <summary>In real time: a caller that is never answered is a failure, not a test that never ends.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private static readonly Answer Done = new Answer.Replied(new Reply(200, new byte[] { 1 }), Replayed: false);
    private readonly CountedClock clock = new();
    private readonly AskingTimes times = new();
    private readonly List<TaskCompletionSource<Answer>> asks = [];
    private readonly Call call = new(new Caller("shop-agent", "v"), new IdempotencyKey("/complete", "k", "body"));

    [Theory]
    [InlineData(typeof(SiloUnavailableException))]
    [InlineData(typeof(OrleansException))]
    [InlineData(typeof(TimeoutException))]
    public async Task It_is_asked_again(Type loss)
    {
        var answer = Complete();
        asks[0].SetException((Exception)Activator.CreateInstance(loss, "lost")!);
        await Pass(times.FirstPause, timer: 1, until: 2);

        asks[1].SetResult(Done);

        Assert.Same(Done, await answer);
    }

    /// <summary>A client does not hear of a silo's death; the call that waits there would wait for half a minute.</summary>
    [Fact]
    public async Task One_that_takes_long_is_asked_again_while_the_first_is_still_listened_to()
    {
        var (second, first) = (Complete(), Complete());
        await Pass(times.Patience, timer: 2, until: 4);

        asks[3].SetResult(Done);
        asks[0].SetResult(Done);

        Assert.Same(Done, await second);
        Assert.Same(Done, await first);
    }

    [Fact]
    public async Task An_ask_that_meets_its_own_first_is_not_told_that_it_is_in_flight()
    {
        var answer = Complete();
        await Pass(times.Patience, timer: 1, until: 2);
        asks[1].SetResult(new Answer.KeyInFlight());
        await Pass(times.Patience, timer: 3, until: 3);
        asks[2].SetResult(new Answer.KeyInFlight());

        asks[0].SetResult(Done);

        Assert.Same(Done, await answer);
    }

    /// <summary>A caller's own second request: it shall know.</summary>
    [Fact]
    public async Task The_first_ask_is_told_that_another_is_in_flight()
    {
        var answer = Complete();

        asks[0].SetResult(new Answer.KeyInFlight());

        Assert.IsType<Answer.KeyInFlight>(await answer);
        Assert.Single(asks);
    }

    [Fact]
    public async Task What_still_runs_somewhere_at_the_end_of_the_budget_is_told()
    {
        var answer = Complete();
        await Fail(answer, (ask, number) =>
        {
            if (number == 0)
            {
                ask.SetException(new SiloUnavailableException("lost"));
            }
            else
            {
                ask.SetResult(new Answer.KeyInFlight());
            }
        });

        Assert.IsType<Answer.KeyInFlight>(await answer);
    }

    [Fact]
    public async Task A_cluster_that_is_away_is_not_waited_for_beyond_the_budget()
    {
        var started = clock.Now;
        var answer = Complete();

        await Fail(answer, (ask, _) => ask.SetException(new SiloUnavailableException("10.0.0.1:11111")));

        var told = await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        Assert.DoesNotContain("10.0.0.1", told.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Now - started, times.Budget, times.Budget + times.LongestPause);
        Assert.InRange(Asks, 2, 40); // With pauses that grow, not as fast as it can.
    }

    [Fact]
    public async Task A_grain_that_never_answers_is_not_waited_for_beyond_the_budget()
    {
        var answer = Complete();

        for (var timers = 1; await Made(answer, () => clock.All >= timers); timers++)
        {
            clock.Advance(times.Patience);
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        Assert.InRange(Asks, 2, (times.Budget / times.Patience) + 1);
    }

    [Fact]
    public async Task What_is_shed_at_once_is_told_at_once()
    {
        var answer = Complete();

        asks[0].SetException(new GrainOverloadedException());

        await Assert.ThrowsAsync<GrainOverloadedException>(() => answer);
        Assert.Single(asks);
    }

    /// <summary>«Nothing was started» would not be true: the first ask may have been.</summary>
    [Fact]
    public async Task What_is_shed_after_a_loss_is_asked_again()
    {
        var answer = Complete();
        asks[0].SetException(new SiloUnavailableException("lost"));
        await Pass(times.FirstPause, timer: 1, until: 2);
        asks[1].SetException(new GrainOverloadedException());
        await Pass(times.FirstPause * 2, timer: 1, until: 3);

        asks[2].SetResult(Done);

        Assert.Same(Done, await answer);
    }

    [Fact]
    public async Task A_bug_is_no_loss()
    {
        var answer = Complete();

        asks[0].SetException(new InvalidOperationException("bug"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => answer);
        Assert.Single(asks);
    }

    /// <summary>A cancel without a key that went through would be refused the second time.</summary>
    [Fact]
    public async Task Without_a_key_it_is_asked_once()
    {
        var answer = Reference().Cancel(call with { Once = null }, new CancelCheckoutSession(null)).AsTask().WaitAsync(Bound);

        asks[0].SetException(new SiloUnavailableException("lost"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        Assert.Single(asks);
    }

    /// <summary>Waking takes as long as the provider does, and another wake would only get in the way of it.</summary>
    [Fact]
    public async Task A_wake_is_waited_for_but_asked_again_where_it_is_lost()
    {
        var wake = Reference().Wake().AsTask().WaitAsync(Bound);
        clock.Advance(times.Patience * 2);
        Assert.Single(asks);
        asks[0].SetException(new SiloUnavailableException("lost"));
        await Pass(times.FirstPause, timer: 1, until: 2);

        asks[1].SetResult(Done);

        await wake;
    }

    private int Asks
    {
        get
        {
            lock (asks)
            {
                return asks.Count;
            }
        }
    }

    private Task<Answer> Complete() => Reference().Complete(call, World.With("spt_1")).AsTask().WaitAsync(Bound);

    private CheckoutSessionReference Reference() => new(new Grain(Asked), new Asking(clock, times));

    private Task<Answer> Asked()
    {
        var ask = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (asks)
        {
            asks.Add(ask);
        }

        return ask.Task;
    }

    /// <param name="timer">The how manieth timer of this length must be waiting: what is heard of a call is heard on another thread.</param>
    private async Task Pass(TimeSpan time, int timer, int until)
    {
        await Eventually.True(() => clock.Made(time) >= timer);
        clock.Advance(time);
        await Eventually.True(() => Asks >= until);
    }

    /// <summary>Lets each ask end as told, and the pause after it pass, until the caller has been answered.</summary>
    private async Task Fail(Task answer, Action<TaskCompletionSource<Answer>, int> end)
    {
        var pause = times.FirstPause;
        var longest = 0;
        for (var number = 0; await Made(answer, () => Asks > number); number++)
        {
            end(asks[number], number);
            longest += pause == times.LongestPause ? 1 : 0;
            if (!await Made(answer, () => clock.Made(pause) >= Math.Max(longest, 1)))
            {
                return;
            }

            clock.Advance(pause);
            pause = pause * 2 < times.LongestPause ? pause * 2 : times.LongestPause;
        }
    }

    /// <returns>False where the answer came first.</returns>
    private static async Task<bool> Made(Task answer, Func<bool> condition)
    {
        await Eventually.True(() => answer.IsCompleted || condition());
        return !answer.IsCompleted;
    }

    /// <summary>A clock that tells how many timers of a length were made.</summary>
    private sealed class CountedClock : TimeProvider
    {
        private readonly ManualClock clock = new();
        private readonly ConcurrentQueue<TimeSpan> made = [];

        public DateTimeOffset Now => clock.Now;

        public int All => made.Count;

        public override long TimestampFrequency => clock.TimestampFrequency;

        public int Made(TimeSpan due) => made.Count(it => it == due);

        public void Advance(TimeSpan by) => clock.Advance(by);

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = clock.CreateTimer(callback, state, dueTime, period);
            made.Enqueue(dueTime);
            return timer;
        }
    }

    private sealed class Grain(Func<Task<Answer>> asked) : ICheckoutSession
    {
        public ValueTask<Answer> Create(Call call, CreateCheckoutSession request) => new(asked());

        public ValueTask<Answer> Retrieve(Caller caller) => new(asked());

        public ValueTask<Answer> Update(Call call, UpdateCheckoutSession request) => new(asked());

        public ValueTask<Answer> Complete(Call call, CompleteCheckoutSession request) => new(asked());

        public ValueTask<Answer> Cancel(Call call, CancelCheckoutSession request) => new(asked());

        public ValueTask<PageOffer> OpenPage() => throw new NotSupportedException();

        public ValueTask Wake() => new(asked());

        public async ValueTask<Heard> LookAgain(string? intentId = null)
        {
            await asked();
            return Heard.Done;
        }

        public ValueTask<Resolution> Resolve(string operatorName, string reason) => throw new NotSupportedException();

        public ValueTask<Resolution> Adopt(string intentId, string operatorName, string reason) => throw new NotSupportedException();
    }
}
