using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>
/// What the store says of work that waits. Each process says the same, so several are taken as a maximum. While the store
/// does not answer nothing is said: an old number would be taken for a new one.
/// </summary>
public sealed class BacklogInstruments
{
    private volatile BacklogReading? newest;

    public BacklogInstruments(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        meter.CreateObservableGauge("acp.attempts.unknown", () => OfNewest(it => new Measurement<long>(it.Unknown)), "{attempt}", "Charge attempts that have been open for longer than a complete takes, and nobody knows what became of them.");
        meter.CreateObservableGauge("acp.attempts.unknown_age", () => OfNewest(it => new Measurement<double>(it.OldestUnknown.TotalSeconds)), "s", "Since when the oldest of them has been sent; 0 where there is none.");
        meter.CreateObservableGauge("acp.due.waiting", () => OfKinds(it => it.Waiting), "{wake}", "What has been due for longer than usual and nobody has taken, by kind.");
        meter.CreateObservableGauge("acp.due.lag", () => OfKinds(it => it.Lag.TotalSeconds), "s", "How long the oldest of it has waited; 0 where nothing does.");
    }

    /// <param name="reading">Null: the store did not say.</param>
    public void Show(BacklogReading? reading) => newest = reading;

    private IEnumerable<Measurement<T>> OfNewest<T>(Func<BacklogReading, Measurement<T>> read)
        where T : struct =>
        newest is { } it ? [read(it)] : [];

    private IEnumerable<Measurement<T>> OfKinds<T>(Func<DueBacklog, T> read)
        where T : struct =>
        newest is { } it ? it.Due.Select(kind => new Measurement<T>(read(kind), Instruments.Tag("kind", kind.Kind))) : [];
}

/// <summary>As the store had it at one moment.</summary>
public sealed record BacklogReading(long Unknown, TimeSpan OldestUnknown, IReadOnlyList<DueBacklog> Due);

/// <param name="Kind">As in the due index, such as <c>session</c>.</param>
public sealed record DueBacklog(string Kind, long Waiting, TimeSpan Lag);
