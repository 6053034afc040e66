using Acp.Payments;
using Acp.Payments.Stripe;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Stripe.Tests;

public class When_more_is_called_than_the_limit_allows
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(25)]
    [InlineData(100)]
    public void No_second_has_more_and_a_full_line_is_served_in_time(int limit)
    {
        var time = new ManualClock();
        var limiter = new RateLimiter(limit, LongestWait, time);
        List<DateTimeOffset> served = [];
        var asked = Ask(limiter, time, served, limit * 10);

        for (var step = 0; step < 600; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.All(asked, it => Assert.True(it.IsCompleted));
        Assert.All(served, from => Assert.InRange(served.Count(at => at >= from && at < from.AddSeconds(1)), 1, limit));
        Assert.InRange(served.Count, limit * (limit < 10 ? 2 : 4), limit * 6);
    }

    /// <summary>Seconds are nowhere aligned: whatever the arrivals, no window of one second has more.</summary>
    [Fact]
    public void No_second_has_more_however_they_arrive() => Prop.ForAll(
        Gen.Choose(0, 400).Two().ArrayOf().ToArbitrary(),
        arrivals =>
        {
            var time = new ManualClock();
            var limiter = new RateLimiter(25, LongestWait, time);
            List<DateTimeOffset> served = [];
            foreach (var (pause, count) in arrivals)
            {
                Ask(limiter, time, served, count / 10);
                time.Advance(TimeSpan.FromMilliseconds(pause));
            }

            time.Advance(LongestWait);
            return served.All(from => served.Count(at => at >= from && at < from.AddSeconds(1)) <= 25);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Charges_go_before_look_ups_that_have_waited_longer()
    {
        var time = new ManualClock();
        var limiter = new RateLimiter(10, LongestWait, time);
        Assert.True(await limiter.Enter(CallPriority.LookUp));
        List<string> order = [];
        var all = new[] { CallPriority.LookUp, CallPriority.LookUp, CallPriority.Charge, CallPriority.Charge }
            .Select((priority, index) => Note($"{priority} {index}", limiter.Enter(priority))).ToList();

        time.Advance(TimeSpan.FromSeconds(1));

        await Task.WhenAll(all);
        Assert.Equal(["Charge 2", "Charge 3", "LookUp 0", "LookUp 1"], order);

        async Task Note(string name, ValueTask<bool> entered)
        {
            Assert.True(await entered);
            order.Add(name);
        }
    }

    [Fact]
    public async Task One_that_could_not_be_served_in_time_is_turned_away_at_once_and_a_charge_is_not_for_look_ups()
    {
        var time = new ManualClock();
        var limiter = new RateLimiter(10, LongestWait, time);
        var waiting = Enumerable.Range(0, 46).Select(_ => limiter.Enter(CallPriority.LookUp).AsTask()).ToList();

        Assert.All(waiting[1..], it => Assert.False(it.IsCompleted));
        var tooMany = limiter.Enter(CallPriority.LookUp).AsTask();
        Assert.True(tooMany.IsCompleted);
        Assert.False(await tooMany);
        var charge = limiter.Enter(CallPriority.Charge).AsTask();
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(await charge);
    }

    [Fact]
    public async Task A_look_up_that_charges_keep_overtaking_gives_up_in_time()
    {
        var time = new ManualClock();
        var limiter = new RateLimiter(10, LongestWait, time);
        Assert.True(await limiter.Enter(CallPriority.Charge));
        var lookUp = limiter.Enter(CallPriority.LookUp).AsTask();
        for (var step = 0; step < 51; step++)
        {
            _ = limiter.Enter(CallPriority.Charge).AsTask();
            _ = limiter.Enter(CallPriority.Charge).AsTask();
            Assert.Equal(step == 50, lookUp.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.False(await lookUp);
    }

    [Fact]
    public async Task A_pause_lets_nothing_through_until_it_is_over()
    {
        var time = new ManualClock();
        var limiter = new RateLimiter(10, LongestWait, time);
        limiter.Pause(TimeSpan.FromSeconds(2));
        var charge = limiter.Enter(CallPriority.Charge).AsTask();
        limiter.Pause(TimeSpan.FromSeconds(1));

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(charge.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(await charge);
    }

    [Fact]
    public async Task Many_threads_get_no_more_than_one()
    {
        var clock = new YieldingClock();
        var limiter = new RateLimiter(1000, LongestWait, clock);
        var threads = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 100).Count(it => limiter.Enter((CallPriority)(it % 2)).AsTask().IsCompleted)));

        Assert.Equal(100, (await Task.WhenAll(threads)).Sum());
        Assert.Equal(1, clock.MostAtOnce);
    }

    [Theory]
    [InlineData("sk_live_1", "https://api.stripe.com", null, 100)]
    [InlineData("rk_live_1", "https://API.stripe.com/", null, 100)]
    [InlineData("sk_test_1", "https://api.stripe.com", null, 25)]
    [InlineData("sk_test_1", "https://api.stripe.com", 0, null)]
    [InlineData("sk_live_1", "https://api.stripe.com", 40, 40)]
    [InlineData("sk_test_1", "http://localhost:12111", null, null)]
    [InlineData("sk_test_1", "http://localhost:12111", 7, 7)]
    public void The_limit_is_Stripes_at_Stripe_and_none_at_the_fake(string key, string address, int? configured, int? limit) =>
        Assert.Equal(limit, StripeLimits.CallsPerSecond(new() { SecretKey = key, ApiBase = new(address), CallsPerSecond = configured }));

    [Fact]
    public async Task A_charge_that_finds_no_place_was_not_executed()
    {
        var time = new ManualClock();
        var wire = Wire.Answering(500, "{}");
        var provider = World.On(wire, Limited(1), time);
        await Charge(provider, DateTimeOffset.MaxValue);
        var charges = Enumerable.Range(0, 20).Select(_ => Charge(provider, DateTimeOffset.MaxValue)).ToList();
        time.Advance(TimeSpan.FromSeconds(5));

        var answers = await Task.WhenAll(charges);
        Assert.Equal(wire.Sent.Count - 1, answers.Count(it => it is ChargeAnswer.Unknown));
        Assert.InRange(answers.Count(it => it is ChargeAnswer.NotExecuted), 16, 19);
    }

    [Fact]
    public async Task A_charge_whose_time_runs_out_while_it_stands_in_line_is_not_sent()
    {
        var time = new ManualClock();
        var wire = Wire.Answering(500, "{}");
        var provider = World.On(wire, Limited(10), time);
        await Charge(provider, DateTimeOffset.MaxValue);
        var late = Charge(provider, time.Now.AddMilliseconds(100));
        var inTime = Charge(provider, time.Now.AddMilliseconds(300));

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<ChargeAnswer.NotExecuted>(await late);
        Assert.IsType<ChargeAnswer.Unknown>(await inTime);
        Assert.Equal(2, wire.Sent.Count);
    }

    [Theory]
    [InlineData(null, """{"error":{"code":"rate_limit"}}""", 1.0)]
    [InlineData("3", """{"error":{"code":"rate_limit"}}""", 3.0)]
    [InlineData("3600", """{"error":{}}""", 10.0)]
    [InlineData("soon", "{}", 1.0)]
    [InlineData("3", """{"error":{"code":"lock_timeout"}}""", 0.0)]
    public async Task Too_many_requests_pause_the_calls_as_long_as_Stripe_asks_and_not_for_ever(string? retryAfter, string body, double seconds)
    {
        var time = new ManualClock();
        var wire = new Wire(_ =>
        {
            var reply = new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests) { Content = new StringContent(body) };
            reply.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return Task.FromResult(reply);
        });
        var options = Limited(100);
        options.Timeout = TimeSpan.FromSeconds(25);
        var provider = World.On(wire, options, time);
        await Charge(provider, DateTimeOffset.MaxValue);

        // Where the pause is longer than a call may wait, the first calls give up.
        time.Advance(TimeSpan.FromSeconds(Math.Max(0, seconds - 1)));
        var second = Charge(provider, DateTimeOffset.MaxValue);
        time.Advance(TimeSpan.FromSeconds(Math.Min(seconds, 1)));
        Assert.Equal(seconds == 0 ? 2 : 1, wire.Sent.Count);
        time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.True(second.IsCompleted);
        Assert.Equal(2, wire.Sent.Count);
    }

    private static StripeOptions Limited(int callsPerSecond)
    {
        var options = World.Options();
        options.CallsPerSecond = callsPerSecond;
        return options;
    }

    private static Task<ChargeAnswer> Charge(StripeProvider provider, DateTimeOffset notAfter) =>
        provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), notAfter).AsTask();

    private static List<Task> Ask(RateLimiter limiter, ManualClock time, List<DateTimeOffset> served, int count) =>
        [.. Enumerable.Range(0, count).Select(it => Enter(limiter, time, served, (CallPriority)(it % 2)))];

    private static async Task Enter(RateLimiter limiter, ManualClock time, List<DateTimeOffset> served, CallPriority priority)
    {
        if (await limiter.Enter(priority))
        {
            served.Add(time.Now);
        }
    }

    /// <summary>Stands still, and lets other threads run in the middle of every decision, which reads it.</summary>
    private sealed class YieldingClock : TimeProvider
    {
        private int inside;

        public int MostAtOnce { get; private set; }

        public override long GetTimestamp()
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
            return 0;
        }
    }
}
