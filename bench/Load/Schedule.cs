namespace Acp.Bench.Load;

/// <summary>
/// When each arrival of an open load is meant to come, however late the ones before it were: callers out there do not
/// wait for each other.
/// </summary>
internal sealed record Schedule(long Start, long Frequency, double PerSecond)
{
    /// <param name="number">From 0.</param>
    /// <returns>A timestamp of the clock that <see cref="Start"/> was read from.</returns>
    public long Due(long number) => Start + (long)(number * (Frequency / PerSecond));

    /// <returns>How many arrivals are meant to come within the time.</returns>
    public long Within(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds * PerSecond);
}
