using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Payments.Stripe;

/// <summary>Pure: whether somebody has bought with a real card and had the money back, as the account's own list shows.</summary>
internal static class TradeRules
{
    private const string Item = "real_card";
    private const string Buy = "Buy something small with a real card, see the order and its message, and refund it in /dashboard. Then check again.";

    public static IEnumerable<LaunchFinding> Judge(InspectionFacts facts)
    {
        var ours = facts.Payments.Body?.List?.Intents.Where(it => it is { Session: not null, Status: "succeeded" }).ToList();
        yield return ours switch
        {
            _ when !facts.Options.SecretKey.Contains("_live_", StringComparison.Ordinal) => new NotChecked(Item, "With a test key no real card pays.", "Check again with the live key."),
            null => new NotChecked(Item, "The account's payments were not told."),
            [] => new Warned(Item, "No payment of ours of the last 30 days is on the account.", Buy),
            _ when ours.Any(it => it.WasRefunded) => new Passed(Item, "A payment of ours was made and refunded within the last 30 days."),
            _ => new Warned(Item, "Payments of ours were made within the last 30 days, and none was refunded.", Buy),
        };
    }
}
