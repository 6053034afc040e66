using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>Messages about orders, by endpoint: its name in the configuration, never its address.</summary>
public sealed class DeliveryInstruments(Meter meter)
{
    private readonly Counter<long> deliveries = meter.CreateCounter<long>(
        "acp.deliveries", "{send}", "Sends of messages about orders: delivered, failed and to be sent again, dead, or not sent at all.");

    private readonly Histogram<double> duration = meter.CreateHistogram(
        "acp.delivery.duration", "s", "How long an endpoint took for one send, answered or not.", tags: null, Instruments.Seconds);

    private readonly Histogram<double> lag = meter.CreateHistogram(
        "acp.delivery.lag",
        "s",
        "From what happened to an order to its message being taken.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 14400, 86400, 259200] });

    internal void StartAtNought(IEnumerable<string> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            foreach (var result in new[] { "delivered", "failed", "dead", "not_sent" })
            {
                deliveries.Add(0, Instruments.Tag("endpoint", endpoint), Instruments.Tag("result", result));
            }
        }
    }

    public void Sent(string endpoint, string result, TimeSpan took)
    {
        deliveries.Add(1, Instruments.Tag("endpoint", endpoint), Instruments.Tag("result", result));
        duration.Record(took.TotalSeconds, Instruments.Tag("endpoint", endpoint));
    }

    public void NotSent(string endpoint) => deliveries.Add(1, Instruments.Tag("endpoint", endpoint), Instruments.Tag("result", "not_sent"));

    public void Lagged(string endpoint, TimeSpan behind) => lag.Record(behind.TotalSeconds, Instruments.Tag("endpoint", endpoint));
}
