using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>What the provider tells by itself.</summary>
public sealed class EventInstruments(Meter meter)
{
    private readonly Counter<long> events = meter.CreateCounter<long>(
        "acp.provider_events", "{event}", "The provider's events: taken when they are kept, then treated, kept as nobody's, orphaned or dead.");

    internal void StartAtNought()
    {
        foreach (var result in new[] { "taken", "treated", "nobodys", "orphaned", "dead" })
        {
            events.Add(0, Instruments.Tag("result", result));
        }
    }

    public void Became(string result) => events.Add(1, Instruments.Tag("result", result));
}
