namespace Acp.Client.Calls;

internal static class Pauses
{
    /// <summary>Doubled each time up to the longest, and of that half to all by chance, so that callers who failed together do not come back together.</summary>
    /// <param name="repeat">1 for the first one.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan Before(int repeat, double chance, AcpClientOptions options)
    {
        var doubled = options.FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(repeat - 1, 30));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, options.LongestPause.TotalMilliseconds) * (0.5 + (chance / 2)));
    }
}
