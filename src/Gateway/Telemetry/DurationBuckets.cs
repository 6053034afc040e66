namespace Acp.Gateway.Telemetry;

/// <summary>
/// Durations by size, each bucket 5 % wider than the one below it: what is told of them is never too little and at most
/// 5 % too much, and they take the same room however many there are.
/// </summary>
internal static class DurationBuckets
{
    public const double Growth = 1.05;

    /// <summary>Seconds. What is shorter counts as this.</summary>
    public const double Shortest = 0.0001;

    /// <summary>Up to 64 s: nothing that we time is let run for longer.</summary>
    public const int Count = 275;

    public static int Of(double seconds) => seconds <= Shortest
        ? 0
        : Math.Min(Count - 1, (int)Math.Ceiling(Math.Log(seconds / Shortest) / Math.Log(Growth)));

    /// <returns>The longest duration of the bucket, in seconds.</returns>
    public static double UpTo(int bucket) => Shortest * Math.Pow(Growth, bucket);

    /// <param name="counts">How many there are in each bucket.</param>
    /// <param name="share">Of all, from 0 to 1: 0.95 for the 95th percentile.</param>
    /// <returns>Seconds, which so large a share of them took at most (the nearest rank); null where there is none.</returns>
    public static double? Quantile(ReadOnlySpan<long> counts, double share)
    {
        var all = 0L;
        foreach (var count in counts)
        {
            all += count;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(share * all));
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            rank -= counts[bucket];
            if (rank <= 0)
            {
                return UpTo(bucket);
            }
        }

        return null;
    }
}
