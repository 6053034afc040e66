using Acp.Telemetry;

namespace Acp.CheckoutSessions;

/// <summary>What a commit did to a session's money, in the words of metrics.</summary>
internal static class AttemptCounting
{
    private const string NoRail = "none";

    public static void Count(this AttemptInstruments attempts, Transition landed)
    {
        foreach (var (change, attempt) in landed.Happened)
        {
            attempts.CountOpened(change);
            attempts.CountSettled(change, attempt, landed.Actor);
            attempts.CountPage(change, attempt);
        }
    }

    private static void CountOpened(this AttemptInstruments attempts, PaymentEvent change)
    {
        if (change is PaymentEvent.AttemptOpened or PaymentEvent.PageRequested)
        {
            attempts.Opened(change is PaymentEvent.PageRequested ? RailOf(ChargeRail.Page) : RailOf(ChargeRail.Token));
        }
    }

    private static void CountSettled(this AttemptInstruments attempts, PaymentEvent change, ChargeAttempt? attempt, string actor)
    {
        if (ResultOf(change) is not { } result)
        {
            return;
        }

        attempts.Settled(attempt is null ? NoRail : RailOf(attempt.Rail), result, WhoIs(actor));
        if (attempt is not null && change is PaymentEvent.ChargeSucceeded or PaymentEvent.ChargeFound)
        {
            attempts.Charged(attempt!.Amount, attempt.Currency);
        }
    }

    private static void CountPage(this AttemptInstruments attempts, PaymentEvent change, ChargeAttempt? attempt)
    {
        var result = change switch
        {
            PaymentEvent.PageOpened => "opened",
            PaymentEvent.PageExpired => "expired",
            PaymentEvent.PageRefused => "refused",
            PaymentEvent.PageNotOpened => "never_made",
            PaymentEvent.ChargeSucceeded when attempt?.Rail == ChargeRail.Page => "paid",
            _ => null,
        };
        if (result is not null)
        {
            attempts.Page(result);
        }
    }

    /// <returns>Null where the outcome is as open as before.</returns>
    private static string? ResultOf(PaymentEvent change) => change switch
    {
        PaymentEvent.ChargeSucceeded => "succeeded",
        PaymentEvent.ChargeFound => "found",
        PaymentEvent.CompletedWithoutCharge => "free",
        PaymentEvent.ChargeRefused or PaymentEvent.PageRefused => "refused",
        PaymentEvent.IntentCanceled => "canceled",
        PaymentEvent.AttemptWithdrawn => "withdrawn",
        PaymentEvent.FoundUncharged or PaymentEvent.PageNotOpened => "never_charged",
        PaymentEvent.PageExpired => "page_expired",
        _ => null,
    };

    private static string RailOf(ChargeRail rail) => rail == ChargeRail.Page ? "page" : "token";

    // Whoever is none of the others is a person, whose name is for the audit trail.
    private static string WhoIs(string actor) => actor switch
    {
        Settling.Clock => "clock",
        Settling.Provider => "provider",
        PageFlow.Shopper => "shopper",
        _ when actor.StartsWith(Call.ActorPrefix, StringComparison.Ordinal) => "caller",
        _ => "operator",
    };
}
