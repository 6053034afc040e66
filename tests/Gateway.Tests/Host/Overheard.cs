using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Acp.Gateway.Tests.Host;

/// <summary>
/// Listens to whatever this process says of itself: every log line with its values, scope and exception, every span with
/// its tags and events, every measurement with its tags. It keeps only what names something that nobody should say.
/// </summary>
internal sealed class Overheard : ILoggerProvider, ILogger
{
    private const string Span = "span";

    private readonly ConcurrentBag<string> secrets;
    private readonly ConcurrentBag<string> links = [];
    private readonly ConcurrentDictionary<(string Secret, string Kind), string> found = new();
    private readonly ConcurrentDictionary<string, int> heard = new();
    private readonly ActivityListener spans;
    private readonly MeterListener measurements = new();

    public Overheard(IEnumerable<string> secrets)
    {
        this.secrets = [.. secrets];
        spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            SampleUsingParentId = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = HearSpan,
        };
        ActivitySource.AddActivityListener(spans);
        measurements.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        Measure<byte>();
        Measure<short>();
        Measure<int>();
        Measure<long>();
        Measure<float>();
        Measure<double>();
        Measure<decimal>();
        measurements.Start();
    }

    /// <summary>What was said of each, the first time, by kind.</summary>
    public IEnumerable<string> Found => found.Select(it => $"{it.Key.Secret} in a {it.Key.Kind}: {it.Value}");

    /// <summary>How much was listened to, by kind: nothing is found by whoever hears nothing.</summary>
    public IReadOnlyDictionary<string, int> Heard => heard;

    /// <summary>One that is only made while everything runs.</summary>
    public void Add(string secret) => secrets.Add(secret);

    /// <summary>An id that opens a page: in a log it may stand, but whoever reads traces should open nothing.</summary>
    public void AddLink(string id) => links.Add(id);

    public void Hear(string kind, string text)
    {
        heard.AddOrUpdate(kind, 1, (_, count) => count + 1);
        Seek(secrets, kind, text);
    }

    // The HTTP client's are a caller's own, which this process never exports.
    private void HearSpan(Activity span)
    {
        Hear(Span, Text(span));
        Seek(span.Source.Name == "System.Net.Http" ? [] : links, Span, Text(span));
    }

    private void Seek(IEnumerable<string> marks, string kind, string text)
    {
        foreach (var secret in marks.Where(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase)))
        {
            found.TryAdd((secret, kind), text);
        }
    }

    public void Observe() => measurements.RecordObservableInstruments();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Hear("scope", Values(state));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Hear("log line", $"{logLevel} {formatter(state, exception)} {Values(state)} {exception}");

    public void Dispose()
    {
        spans.Dispose();
        measurements.Dispose();
    }

    private void Measure<T>()
        where T : struct => measurements.SetMeasurementEventCallback<T>((instrument, _, tags, _) => Hear("measurement", $"{instrument.Name} {Tags(tags.ToArray())}"));

    private static string Text(Activity span) =>
        $"{span.Source.Name} {span.OperationName} {span.DisplayName} {span.StatusDescription} {Tags(span.TagObjects)} {Tags(span.Baggage.Select(it => new KeyValuePair<string, object?>(it.Key, it.Value)))} {span.TraceStateString} "
        + string.Join(' ', span.Events.Select(one => $"{one.Name} {Tags(one.Tags)}"));

    private static string Values(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values ? $"{state} {Tags(values)}" : $"{state}";

    private static string Tags(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"));
}

/// <summary>Spans and measurements are heard from the whole process: whoever listens does it alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ListensToTheProcess
{
    public const string Name = "Listens to the whole process";
}
