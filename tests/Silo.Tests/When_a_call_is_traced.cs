using System.Collections.Concurrent;
using System.Diagnostics;
using Acp.Silo.Tests.Clusters;
using Acp.Telemetry;

namespace Acp.Silo.Tests;

public sealed class When_a_call_is_traced
{
    private static readonly string[] Parts = ["checkout_session.complete", "provider.charge", "store.commit"];

    [Fact]
    public async Task What_its_grain_does_in_a_silo_belongs_to_the_callers_trace()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Spans.SourceName or Orleans.Diagnostics.ActivitySources.ApplicationGrainActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var shop = new Shop { IsTraced = true };
        var door = Shop.Client(await shop.Deploy(2));
        var session = await shop.ReadySession(door);

        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        Told.Completed(await shop.Complete(door, session, "spt_1"));
        request.Stop();

        var names = spans.Where(span => span.TraceId == request.TraceId).Select(span => span.OperationName).ToHashSet();
        Assert.Superset(Parts.ToHashSet(), names);
        Assert.Contains(names, name => name.Contains("Complete", StringComparison.Ordinal)); // The engine's own span lies between.
    }

    [Fact]
    public async Task Grains_that_come_into_memory_are_counted_by_kind()
    {
        await using var shop = new Shop();
        using var meter = new System.Diagnostics.Metrics.Meter($"test-{Guid.NewGuid():N}");
        shop.Ports = shop.Ports with { Instruments = new Instruments(meter) };
        var active = new ConcurrentDictionary<string, long>();
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter == meter && instrument.Name == "acp.grains.active")
                {
                    it.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, change, tags, _) => active.AddOrUpdate((string)tags[0].Value!, change, (_, sum) => sum + change));
        listener.Start();

        await shop.ReadySession(Shop.Client(await shop.Deploy(1)));

        Assert.Equal(1, active["checkout_session"]);
    }
}
