using Acp.Payments;

namespace Acp.Stripe.Tests;

public class When_a_turn_waits_for_Stripe
{
    /// <summary>An activation, and the simulator, own their continuations: none may run on another thread behind their back.</summary>
    [Fact]
    public async Task Every_step_of_the_client_comes_back_to_the_callers_scheduler()
    {
        var mine = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var body = new Watched();
        var wire = new Wire(async _ =>
        {
            await answered.Task.ConfigureAwait(false);
            return new HttpResponseMessage { Content = new StreamContent(body) };
        });
        var provider = World.On(wire);

        var charging = Task.Factory.StartNew(
            async () =>
            {
                var answer = await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), World.InTime);
                return (answer, TaskScheduler.Current);
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            mine).Unwrap();

        // Behind the call on the same scheduler: it stands in its wait when the answer comes.
        await Task.Factory.StartNew(answered.SetResult, CancellationToken.None, TaskCreationOptions.None, mine);

        var (answer, scheduler) = await charging;
        Assert.IsType<ChargeAnswer.Unknown>(answer);
        Assert.Same(mine, scheduler);
        Assert.NotEmpty(body.ReadOn);
        Assert.All(body.ReadOn, it => Assert.Same(mine, it));
    }

    [Fact]
    public async Task A_call_that_stood_in_line_or_waited_to_be_repeated_comes_back_there_too()
    {
        var mine = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var time = new ManualClock();
        List<TaskScheduler> sentOn = [];
        var wire = new Wire(_ =>
        {
            sentOn.Add(TaskScheduler.Current);
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.InternalServerError));
        });
        var options = World.Options();
        options.CallsPerSecond = 10;
        options.Repeats = 1;
        var provider = World.On(wire, options, time);
        var looking = Task.Factory.StartNew(
            async () =>
            {
                await Task.WhenAll(provider.LookUpToken("spt_1").AsTask(), provider.LookUpToken("spt_2").AsTask());
                return TaskScheduler.Current;
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            mine);
        await looking; // One waits to be repeated now, the other for its place.
        while (!looking.Unwrap().IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.None, mine);
        }

        Assert.Same(mine, await looking.Unwrap());
        Assert.Equal(4, sentOn.Count);
        Assert.All(sentOn, it => Assert.Same(mine, it));
    }

    [Fact]
    public async Task The_fake_executes_on_the_callers_scheduler_too()
    {
        using var world = new World();
        world.Stripe.Latency = TimeSpan.FromSeconds(1);
        var mine = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var charging = Task.Factory.StartNew(
            async () =>
            {
                var answer = await world.Charge();
                return (answer, TaskScheduler.Current);
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            mine);

        await charging; // The call stands in its latency now.
        world.Time.Advance(TimeSpan.FromSeconds(1));

        var (answer, scheduler) = await charging.Unwrap();
        Assert.IsType<ChargeAnswer.Succeeded>(answer);
        Assert.Same(mine, scheduler);
    }

    private sealed class Watched : MemoryStream
    {
        public List<TaskScheduler> ReadOn { get; } = [];

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            ReadOn.Add(TaskScheduler.Current);
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
