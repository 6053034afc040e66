using Acp.CheckoutSessions;
using Acp.Silo.Engine;
using Acp.Store;

namespace Acp.Silo.Tests;

/// <summary>What a caller is told when silos die under its call, by a grain that does as the test says.</summary>
public sealed class When_the_cluster_loses_a_call
{
    private static readonly Answer Done = new Answer.Replied(new Reply(200, new byte[] { 1 }), Replayed: false);
    private readonly ManualClock clock = new();
    private readonly AskingTimes times = new();
    private readonly List<TaskCompletionSource<Answer>> asks = [];
    private readonly Call call = new(new Caller("shop-agent", "v"), new IdempotencyKey("/complete", "k", "body"));

    [Theory]
    [InlineData(typeof(SiloUnavailableException))]
    [InlineData(typeof(OrleansMessageRejectionException))]
    [InlineData(typeof(TimeoutException))]
    public async Task It_is_asked_again(Type loss)
    {
        var answer = Complete();
        asks[0].SetException((Exception)Activator.CreateInstance(loss, "lost")!);
        await Pass(times.FirstPause, until: 2);

        asks[1].SetResult(Done);

        Assert.Same(Done, await answer);
    }

    /// <summary>A client does not hear of a silo's death; the call that waits there would wait for half a minute.</summary>
    [Fact]
    public async Task One_that_takes_long_is_asked_again_while_the_first_is_still_listened_to()
    {
        var (second, first) = (Complete(), Complete());
        await Pass(times.Patience, until: 4);

        asks[3].SetResult(Done);
        asks[0].SetResult(Done);

        Assert.Same(Done, await second);
        Assert.Same(Done, await first);
    }

    [Fact]
    public async Task An_ask_that_meets_its_own_first_is_not_told_that_it_is_in_flight()
    {
        var answer = Complete();
        await Pass(times.Patience, until: 2);
        asks[1].SetResult(new Answer.KeyInFlight());
        await Pass(times.Patience, until: 3);
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
        asks[0].SetException(new SiloUnavailableException("lost"));

        await UntilEnded(answer, ask => ask.TrySetResult(new Answer.KeyInFlight()));

        Assert.IsType<Answer.KeyInFlight>(await answer);
    }

    [Fact]
    public async Task A_cluster_that_is_away_is_not_waited_for_beyond_the_budget()
    {
        var started = clock.Now;
        var answer = Complete();

        await UntilEnded(answer, ask => ask.TrySetException(new SiloUnavailableException("10.0.0.1:11111")));

        var told = await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        Assert.DoesNotContain("10.0.0.1", told.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Now - started, times.Budget, times.Budget + times.LongestPause);
        Assert.InRange(asks.Count, 2, 40); // With pauses that grow, not as fast as it can.
    }

    [Fact]
    public async Task A_grain_that_never_answers_is_not_waited_for_beyond_the_budget()
    {
        var answer = Complete();

        await UntilEnded(answer, _ => { });

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        Assert.InRange(asks.Count, 2, (times.Budget / times.Patience) + 1);
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
        await Pass(times.FirstPause, until: 2);
        asks[1].SetException(new GrainOverloadedException());
        await Pass(times.FirstPause * 2, until: 3);

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
        var answer = Reference().Cancel(call with { Once = null }, new CancelCheckoutSession(null)).AsTask();

        asks[0].SetException(new SiloUnavailableException("lost"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        Assert.Single(asks);
    }

    /// <summary>Waking takes as long as the provider does, and another wake would only get in the way of it.</summary>
    [Fact]
    public async Task A_wake_is_waited_for_but_asked_again_where_it_is_lost()
    {
        var wake = Reference().Wake().AsTask();
        clock.Advance(times.Patience * 2);
        Assert.Single(asks);
        asks[0].SetException(new SiloUnavailableException("lost"));
        await Pass(times.FirstPause, until: 2);

        asks[1].SetResult(Done);

        await wake;
    }

    private Task<Answer> Complete() => Reference().Complete(call, World.With("spt_1")).AsTask();

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

    // A lost call is heard of on another thread: its pause has begun once the clock has a timer more.
    private async Task Pass(TimeSpan time, int until)
    {
        await Eventually.True(() => clock.Waiting > 0);
        await Eventually.True(() =>
        {
            clock.Advance(asks.Count < until ? time : TimeSpan.Zero);
            return asks.Count >= until;
        });
    }

    private async Task UntilEnded(Task answer, Action<TaskCompletionSource<Answer>> meet) => await Eventually.True(() =>
    {
        lock (asks)
        {
            asks.ForEach(meet);
        }

        if (clock.Waiting > 0)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        return answer.IsCompleted;
    });

    private sealed class Grain(Func<Task<Answer>> asked) : ICheckoutSession
    {
        public ValueTask<Answer> Create(Call call, CreateCheckoutSession request) => new(asked());

        public ValueTask<Answer> Retrieve(Caller caller) => new(asked());

        public ValueTask<Answer> Update(Call call, UpdateCheckoutSession request) => new(asked());

        public ValueTask<Answer> Complete(Call call, CompleteCheckoutSession request) => new(asked());

        public ValueTask<Answer> Cancel(Call call, CancelCheckoutSession request) => new(asked());

        public ValueTask Wake() => new(asked());

        public ValueTask LookAgain(string? intentId = null) => new(asked());

        public ValueTask<Resolution> Resolve(string operatorName, string reason) => throw new NotSupportedException();
    }
}
