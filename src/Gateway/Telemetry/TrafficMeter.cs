using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace Acp.Gateway.Telemetry;

/// <summary>
/// Hears what this process' own instruments say of requests and completes. A listener costs little and not nothing: there is
/// one while somebody watches, and none else.
/// </summary>
internal sealed class TrafficMeter : IDisposable
{
    private const string Requests = "http.server.request.duration";
    private const int FirstError = 500;

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, Counted> completes = new(StringComparer.Ordinal);
    private readonly long[] durations = new long[DurationBuckets.Count];
    private readonly TimeProvider clock;
    private long requests;
    private long errors;

    /// <param name="meters">Of this host: there may be others in the process.</param>
    public TrafficMeter(IMeterFactory meters, TimeProvider clock)
    {
        this.clock = clock;
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name is Requests or PassingCompletes.Name)
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) => Hear(instrument, seconds, tags));
        listener.Start();
    }

    public TrafficTotals Read() => new(
        clock.GetTimestamp(),
        Interlocked.Read(ref requests),
        Interlocked.Read(ref errors),
        completes.ToFrozenDictionary(it => it.Key, it => Interlocked.Read(ref it.Value.Count), StringComparer.Ordinal),
        [.. durations.Select((_, bucket) => Interlocked.Read(ref durations[bucket]))]);

    public void Dispose() => listener.Dispose();

    private void Hear(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.Name == PassingCompletes.Name)
        {
            Interlocked.Increment(ref durations[DurationBuckets.Of(seconds)]);
            Interlocked.Increment(ref completes.GetOrAdd(Tag(tags, "result") as string ?? "unheard", _ => new()).Count);
            return;
        }

        Interlocked.Increment(ref requests);
        if (Tag(tags, "http.response.status_code") is >= FirstError)
        {
            Interlocked.Increment(ref errors);
        }
    }

    private static object? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value;
            }
        }

        return null;
    }

    private sealed class Counted
    {
        public long Count;
    }
}
