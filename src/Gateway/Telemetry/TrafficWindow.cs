namespace Acp.Gateway.Telemetry;

/// <summary>The last few seconds of what goes through this process: as many readings as it is wide, and the one before them.</summary>
/// <param name="width">Readings; with one a second, seconds.</param>
internal sealed class TrafficWindow(int width, TimeProvider clock)
{
    private readonly Queue<TrafficTotals> readings = new();

    public TrafficRates Add(TrafficTotals newest)
    {
        readings.Enqueue(newest);
        if (readings.Count > width + 1)
        {
            readings.Dequeue();
        }

        return Between(readings.Peek(), newest);
    }

    private TrafficRates Between(TrafficTotals oldest, TrafficTotals newest)
    {
        var seconds = clock.GetElapsedTime(oldest.Timestamp, newest.Timestamp).TotalSeconds;
        var (requests, errors) = (newest.Requests - oldest.Requests, newest.Errors - oldest.Errors);
        var durations = newest.Durations.Zip(oldest.Durations, (now, then) => now - then).ToArray();
        return new TrafficRates(
            seconds,
            PerSecond(requests, seconds),
            requests > 0 ? (double)errors / requests : null,
            [
                .. from result in newest.Completes
                   let more = result.Value - oldest.Completes.GetValueOrDefault(result.Key)
                   where more > 0
                   orderby result.Key
                   select new ResultRate(result.Key, PerSecond(more, seconds)),
            ],
            DurationBuckets.Quantile(durations, 0.5),
            DurationBuckets.Quantile(durations, 0.95),
            DurationBuckets.Quantile(durations, 0.99));
    }

    private static double PerSecond(long count, double seconds) => seconds > 0 ? count / seconds : 0;
}

/// <summary>What this process did of late, on average of a second.</summary>
/// <param name="Seconds">Over how many of them it was measured: nearly none right after somebody has begun to watch.</param>
/// <param name="ErrorRate">Of requests, the share that was answered 5xx, from 0 to 1; null where there was none.</param>
/// <param name="Completes">Answered, by result; results that did not occur are left out.</param>
/// <param name="P50">Seconds, which half of the completes took at most, from this gateway to their sessions and back; null where there was none.</param>
internal sealed record TrafficRates(
    double Seconds, double Requests, double? ErrorRate, IReadOnlyList<ResultRate> Completes, double? P50, double? P95, double? P99);

/// <param name="Result">As docs/metrics.md lists them.</param>
internal sealed record ResultRate(string Result, double PerSecond);
