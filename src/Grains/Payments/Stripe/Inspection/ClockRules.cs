using System.Globalization;
using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Payments.Stripe;

/// <summary>Pure: our clock beside Stripe's.</summary>
internal static class ClockRules
{
    private const string Item = "clock";

    /// <summary>A webhook's time may be 300 s off, and other machines are off as well.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    public static IEnumerable<LaunchFinding> Judge(InspectionFacts facts)
    {
        TimeSpan[] told = [.. facts.All.Select(asked => asked.Skew).OfType<TimeSpan>()];
        var skew = told.Length == 0 ? (TimeSpan?)null : told.MinBy(it => it.Duration()); // The rest is what replies took.
        yield return skew switch
        {
            null => new NotChecked(Item, "Stripe told no time to compare our clock with."),
            { } off when off.Duration() <= Usual => new Passed(Item, "This machine's clock agrees with Stripe's."),
            { } off when off.Duration() <= Most => new Warned(Item, Off(off), "Have the machine's clock set over the network (NTP)."),
            { } off => new Failed(Item, Off(off), "Have the machine's clock set over the network (NTP): from 300 s on, webhooks and signed requests are refused."),
        };
    }

    private static string Off(TimeSpan skew) => string.Create(
        CultureInfo.InvariantCulture, $"This machine's clock is {skew.Duration().TotalSeconds:0} s {(skew > TimeSpan.Zero ? "behind" : "ahead of")} Stripe's.");
}
