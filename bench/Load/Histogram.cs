using System.Numerics;

namespace Acp.Bench.Load;

/// <summary>
/// Counts latencies in buckets that grow with them: exact to a microsecond below 256 µs, and within 0.8 % above. One
/// writer at a time.
/// </summary>
internal sealed class Histogram
{
    private const int Bits = 7;
    private const int PerOctave = 1 << Bits;
    private static readonly int Buckets = IndexOf(long.MaxValue) + 1;

    private readonly long[] counts = new long[Buckets];

    public long Count { get; private set; }

    public void Record(TimeSpan latency)
    {
        var microseconds = Math.Max(0, latency.Ticks / TimeSpan.TicksPerMicrosecond);
        counts[IndexOf(microseconds)]++;
        Count++;
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < Buckets; i++)
        {
            counts[i] += other.counts[i];
        }

        Count += other.Count;
    }

    /// <param name="share">From 0 to 1.</param>
    /// <returns>What at least that share of all latencies does not exceed, rounded up to its bucket's end; zero where there are none.</returns>
    public TimeSpan Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        for (var i = 0; i < Buckets && Count > 0; i++)
        {
            seen += counts[i];
            if (seen >= rank)
            {
                return TimeSpan.FromTicks(EndOf(i) * TimeSpan.TicksPerMicrosecond);
            }
        }

        return TimeSpan.Zero;
    }

    // The first 256 buckets are a microsecond wide; from there each octave has 128, twice as wide as the octave before.
    private static int IndexOf(long microseconds)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)microseconds | 1) - Bits);
        return (shift * PerOctave) + (int)(microseconds >> shift);
    }

    private static long EndOf(int index)
    {
        var shift = Math.Max(0, (index / PerOctave) - 1);
        var start = (long)(index - (shift * PerOctave)) << shift;
        return start + (1L << shift) - 1;
    }
}
