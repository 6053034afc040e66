using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>Calls to the payment provider, each send by itself.</summary>
public sealed class ProviderInstruments(Meter meter)
{
    private readonly Histogram<double> duration = meter.CreateHistogram(
        "acp.provider.call.duration", "s", "Sends to the payment provider, by operation and by what came back.", tags: null, Instruments.Seconds);

    public void Called(string operation, string answer, TimeSpan took) =>
        duration.Record(took.TotalSeconds, Instruments.Tag("operation", operation), Instruments.Tag("answer", answer));
}
