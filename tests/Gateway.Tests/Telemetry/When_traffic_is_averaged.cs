using System.Diagnostics.Metrics;
using Acp.Gateway.Telemetry;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Telemetry;

/// <summary>What the product's own instruments say, averaged, against a list of everything that happened.</summary>
public sealed class When_traffic_is_averaged
{
    private const int Width = 10;

    private static readonly string[] Results = ["executed", "joined", "replayed", "declined", "outcome_unknown"];

    private static readonly Gen<Complete> Completes =
        from result in Gen.Elements(Results)
        from exponent in Gen.Choose(-500, 150)
        select new Complete(result, Math.Pow(10, exponent / 100.0)); // From 0.01 ms to 31 s.

    private static readonly Gen<Complete[][]> Seconds = Gen.Choose(0, 8).SelectMany(Completes.ArrayOf).ArrayOf().Where(seconds => seconds.Length > 0);

    [Fact]
    public void Rates_and_percentiles_are_those_of_the_last_ten_seconds() =>
        Prop.ForAll(Seconds.ToArbitrary(), seconds => Agrees(seconds)).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_duration_is_told_as_never_less_and_at_most_five_percent_more() =>
        Prop.ForAll(Completes.ToArbitrary(), complete =>
        {
            var bucket = DurationBuckets.Of(complete.Seconds);
            var counts = new long[DurationBuckets.Count];
            counts[bucket] = 1;
            return IsTold(complete.Seconds, DurationBuckets.Quantile(counts, 0.5));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_nothing_nothing_is_told()
    {
        using var world = new World();

        var rates = world.Tick();

        Assert.Equal((0.0, 0.0, null, null, null), (rates.Seconds, rates.Requests, rates.ErrorRate, rates.P50, rates.P99));
        Assert.Empty(rates.Completes);
    }

    [Fact]
    public void What_another_host_of_the_process_measures_is_not_heard()
    {
        using var world = new World();
        using var other = new World();
        world.Tick();
        other.Tick();

        other.Happen(new Complete("executed", 1));

        Assert.Empty(world.Tick().Completes);
        Assert.Equal("executed", Assert.Single(other.Tick().Completes).Result);
    }

    [Fact]
    public void Requests_that_are_answered_5xx_are_errors_and_a_refusal_is_none()
    {
        using var world = new World();
        world.Tick();
        foreach (var status in new[] { 200, 201, 400, 404, 409, 429, 500, 503 })
        {
            world.Request(status);
        }

        var rates = world.Tick();

        Assert.Equal((8.0, 0.25), (rates.Requests, rates.ErrorRate));
    }

    private static bool Agrees(Complete[][] seconds)
    {
        using var world = new World();
        world.Tick();
        for (var now = 0; now < seconds.Length; now++)
        {
            Array.ForEach(seconds[now], world.Happen);
            if (!Agrees(world.Tick(), [.. seconds[Math.Max(0, now + 1 - Width)..(now + 1)].SelectMany(it => it)], Math.Min(now + 1, Width)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Agrees(TrafficRates told, IReadOnlyList<Complete> happened, int seconds)
    {
        var sorted = happened.Select(it => it.Seconds).Order().ToArray();
        var counted = happened.CountBy(it => it.Result).ToDictionary(it => it.Key, it => it.Value);
        return told.Seconds == seconds
            && told.Completes.Count == counted.Count
            && told.Completes.All(rate => Math.Abs((rate.PerSecond * seconds) - counted[rate.Result]) < 1e-6)
            && IsTold(Exact(sorted, 0.5), told.P50) && IsTold(Exact(sorted, 0.95), told.P95) && IsTold(Exact(sorted, 0.99), told.P99);
    }

    private static double? Exact(double[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[Math.Max(1, (int)Math.Ceiling(share * sorted.Length)) - 1];

    private static bool IsTold(double? exact, double? told)
    {
        const double Rounding = 1e-9;
        return exact is { } seconds
            ? told is { } shown && Math.Max(seconds, DurationBuckets.Shortest) is var real && shown >= real * (1 - Rounding) && shown <= real * (DurationBuckets.Growth + Rounding)
            : told is null;
    }

    private sealed record Complete(string Result, double Seconds);

    /// <summary>Instruments of one host, and who hears them.</summary>
    private sealed class World : IDisposable
    {
        private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        private readonly ManualClock clock = new();
        private readonly Histogram<double> completes;
        private readonly Histogram<double> requests;
        private readonly TrafficMeter meter;
        private readonly TrafficWindow window;
        private bool hasBegun;

        public World()
        {
            var meters = services.GetRequiredService<IMeterFactory>();
            completes = meters.Create("Acp.Gateway").CreateHistogram<double>("acp.gateway.complete.duration");
            requests = meters.Create("Microsoft.AspNetCore.Hosting").CreateHistogram<double>("http.server.request.duration");
            (meter, window) = (new TrafficMeter(meters, clock), new TrafficWindow(Width, clock));
        }

        public void Happen(Complete complete) => completes.Record(complete.Seconds, new KeyValuePair<string, object?>("result", complete.Result));

        public void Request(int status) => requests.Record(0.01, new KeyValuePair<string, object?>("http.response.status_code", status));

        /// <summary>A second has passed, but for the first time.</summary>
        public TrafficRates Tick()
        {
            clock.Advance(hasBegun ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            hasBegun = true;
            return window.Add(meter.Read());
        }

        public void Dispose()
        {
            meter.Dispose();
            services.Dispose();
        }
    }
}
