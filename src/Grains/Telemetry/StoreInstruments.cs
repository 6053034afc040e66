using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>
/// Commits, as those see them who wait for them, and how many share a flush. Said by the store's writer, behind which
/// everybody waits: a listener that throws is not heard of.
/// </summary>
public sealed class StoreInstruments(Meter meter)
{
    private readonly Counter<long> commits = meter.CreateCounter<long>(
        "acp.store.commits", "{unit}", "Units that were sent to the store, by what became of them; fenced are those that another writer overtook.");

    private readonly Histogram<double> duration = meter.CreateHistogram(
        "acp.store.commit.duration", "s", "From handing a unit over to its verdict: waiting, flush and all.", tags: null, Instruments.Seconds);

    private readonly Histogram<int> batch = meter.CreateHistogram(
        "acp.store.batch.size", "{unit}", "Units that share one flush.", tags: null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });

    internal void StartAtNought()
    {
        foreach (var result in new[] { "committed", "fenced", "reply_exists", "short", "unavailable", "refused" })
        {
            commits.Add(0, Instruments.Tag("result", result));
        }
    }

    public void Committed(string result, TimeSpan took) => Say(() =>
    {
        commits.Add(1, Instruments.Tag("result", result));
        duration.Record(took.TotalSeconds);
    });

    public void Flushed(int units) => Say(() => batch.Record(units));

    [SuppressMessage("Design", "CA1031", Justification = "Listeners are anybody's, and what they throw comes out here.")]
    private static void Say(Action measure)
    {
        try
        {
            measure();
        }
        catch (Exception)
        {
            // What was committed is committed, counted or not.
        }
    }
}
