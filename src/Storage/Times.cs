namespace Acp.Storage;

/// <summary>Stores keep whole milliseconds since 1970, UTC; what they give back is cut to them.</summary>
internal static class Times
{
    public static long NowMilliseconds(this TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static DateTimeOffset ToTime(this long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset Whole(this DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToTime();
}
