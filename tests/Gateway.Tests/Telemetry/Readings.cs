using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Telemetry;

/// <summary>What the instruments of one host have said, as any exporter would hear it.</summary>
internal sealed class Readings : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, double> sums = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> gauges = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Instrument> instruments = new(StringComparer.Ordinal);
    private readonly object scope;

    /// <param name="services">Of the host. It has to be made before anything is measured.</param>
    public Readings(IServiceProvider services)
    {
        scope = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, it) => Listen(instrument, it);
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.Start();
        _ = services.GetRequiredService<Acp.Telemetry.Instruments>();
    }

    /// <summary>Every instrument of ours that was made.</summary>
    public IEnumerable<Instrument> Instruments => instruments.Values;

    /// <summary>Of a counter: all that was counted, over all words that are not asked for. Of a histogram: how many were timed.</summary>
    /// <param name="tags">Such as <c>result=joined</c>.</param>
    public double Sum(string name, params string[] tags) => Matching(sums, name, tags);

    /// <summary>What an observed instrument says now.</summary>
    public double Gauge(string name, params string[] tags)
    {
        gauges.Clear();
        listener.RecordObservableInstruments();
        return Matching(gauges, name, tags);
    }

    public void Dispose() => listener.Dispose();

    private static double Matching(ConcurrentDictionary<string, double> all, string name, string[] tags) => all
        .Where(one => one.Key.Split('|')[0] == name && tags.All(tag => one.Key.Split('|').Contains(tag)))
        .Sum(one => one.Value);

    private void Listen(Instrument instrument, MeterListener it)
    {
        if (ReferenceEquals(instrument.Meter.Scope, scope) && instrument.Meter.Name.StartsWith("Acp.", StringComparison.Ordinal))
        {
            instruments[instrument.Name] = instrument;
            it.EnableMeasurementEvents(instrument);
        }
    }

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = string.Join('|', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]);
        if (instrument.IsObservable)
        {
            gauges[key] = value;
        }
        else
        {
            var change = instrument is Histogram<double> or Histogram<int> ? 1 : value;
            sums.AddOrUpdate(key, change, (_, sum) => sum + change);
        }
    }
}
