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
        var ours = Ours(facts);
        yield return ours switch
        {
            _ when !KeyRules.IsLive(facts.Options.SecretKey) => new NotChecked(Item, "With a test key no real card pays.", "Check again with the live key."),
            null => new NotChecked(Item, "The account's payments were not told."),
            [] when facts.Payments.Body!.List!.HasMore => new NotChecked(Item, "None of the account's newest 100 payments is ours; older ones of the last 30 days were not looked at.", Buy),
            [] => new Warned(Item, "No payment of ours of the last 30 days is on the account.", Buy),
            _ when ours.Any(it => it.WasRefunded) => new Passed(Item, "A payment of ours was made and refunded within the last 30 days."),
            _ => new Warned(Item, "Payments of ours were made within the last 30 days, and none was refunded.", Buy),
        };
    }

    /// <summary>When the newest payment of ours was begun; null where none is known, or the key is none of real money.</summary>
    public static DateTimeOffset? Newest(InspectionFacts facts) =>
        KeyRules.IsLive(facts.Options.SecretKey) && Ours(facts) is { Count: > 0 } ours ? ours.Max(it => it.CreatedAt) : null;

    private static List<StripeIntent>? Ours(InspectionFacts facts) =>
        facts.Payments.Body?.List?.Intents.Where(it => it is { Session: not null, Status: "succeeded" }).ToList();
}
