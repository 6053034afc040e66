using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>
/// Everything that is counted and timed, in OpenTelemetry's naming: dotted lower case, units as UCUM writes them. What an
/// attribute may say is of a fixed set or of the configuration: never an id, a token, a key or anything of a buyer.
/// What each means and what to do about it: docs/metrics.md.
/// </summary>
/// <param name="meter">Named <see cref="MeterName"/> where it is to be exported.</param>
public sealed class Instruments(Meter meter)
{
    public const string MeterName = "Acp.Checkout";

    /// <summary>For whoever is given no other. Nobody exports its meter, and it keeps hold of nothing.</summary>
    public static Instruments Unobserved { get; } = new(new Meter("Unobserved"));

    public CompleteInstruments Completes { get; } = new(meter);

    public AttemptInstruments Attempts { get; } = new(meter);

    public RefundInstruments Refunds { get; } = new(meter);

    public EventInstruments Events { get; } = new(meter);

    public DeliveryInstruments Deliveries { get; } = new(meter);

    public DueInstruments Due { get; } = new(meter);

    public GrainInstruments Grains { get; } = new(meter);

    public ProviderInstruments Provider { get; } = new(meter);

    public StoreInstruments Store { get; } = new(meter);

    public CircuitInstruments Circuits { get; } = new(meter);

    public BacklogInstruments Backlog { get; } = new(meter);

    /// <summary>
    /// Shows each counter whose words are known before anything happens: what appears with its first event shows no increase
    /// to whoever watches for one, and the first dead letter is the one to be told of.
    /// </summary>
    public void StartAtNought(IEnumerable<string> endpoints)
    {
        Attempts.StartAtNought();
        Completes.StartAtNought();
        Refunds.StartAtNought();
        Events.StartAtNought();
        Deliveries.StartAtNought(endpoints);
        Due.StartAtNought();
        Grains.StartAtNought();
        Store.StartAtNought();
    }

    /// <summary>The edges between buckets, in seconds, of what takes from under a millisecond to half a minute.</summary>
    public static InstrumentAdvice<double> Seconds { get; } = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30],
    };

    internal static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
