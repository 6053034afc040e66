using System.Text.Json;

namespace Acp.CheckoutSessions;

/// <summary>What a session's audit trail tells of its money.</summary>
internal static class PaymentTrail
{
    // Never the token, nor a page's address: an audit trail is read by people.
    public static object DetailOf(PaymentEvent change, ChargeAttempt? attempt) => new
    {
        attempt = attempt?.Number,
        amount = attempt?.Amount,
        currency = attempt?.Currency,
        sends = attempt?.Sends,
        token = (change as PaymentEvent.FoundUncharged)?.Token.ToString(),
        intent = (change as PaymentEvent.ChargeSucceeded)?.IntentId ?? (change as PaymentEvent.LeftWaiting)?.IntentId
            ?? (change as PaymentEvent.ChargeFound)?.IntentId,
        reason = (change as PaymentEvent.ChargeRefused)?.Reason ?? (change as PaymentEvent.PageRefused)?.Reason
            ?? (change as PaymentEvent.SessionClosed)?.Because.ToString(),
        page = (change as PaymentEvent.PageOpened)?.Page.Id ?? (change as PaymentEvent.PageExpired)?.PageId,
    };

    public static string NameOf(PaymentEvent change) => $"payment.{Snake(change.GetType().Name)}";

    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
