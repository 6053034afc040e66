using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>Circuits between this process and the outside: 1 while no call is let through but one to try.</summary>
public sealed class CircuitInstruments
{
    private readonly ConcurrentDictionary<string, Func<bool>> watched = new(StringComparer.Ordinal);

    public CircuitInstruments(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        meter.CreateObservableGauge("acp.circuit.open", States, "{circuit}", "1 while the circuit to the provider or to an endpoint is open, else 0.");
    }

    /// <param name="name">Of the fixed set of what this process talks to.</param>
    public void Watch(string name, Func<bool> isOpen) => watched[name] = isOpen;

    private IEnumerable<Measurement<int>> States() =>
        watched.Select(one => new Measurement<int>(one.Value() ? 1 : 0, Instruments.Tag("circuit", one.Key)));
}
