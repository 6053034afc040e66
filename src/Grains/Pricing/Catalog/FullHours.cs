namespace Acp.Pricing;

/// <summary>A time that moved with every second would make the same cart look changed.</summary>
internal static class FullHours
{
    /// <returns>In UTC, so many hours after the next full hour.</returns>
    public static DateTimeOffset From(DateTimeOffset now, int hours)
    {
        var past = now.UtcTicks % TimeSpan.TicksPerHour;
        return new DateTimeOffset(now.UtcTicks - past, TimeSpan.Zero).AddHours(hours + (past == 0 ? 0 : 1));
    }
}
