using Acp.Telemetry;

namespace Acp.CheckoutSessions;

/// <summary>What one complete met on its way, for whoever counts. Nothing is decided on it.</summary>
internal sealed class CompleteCourse
{
    /// <summary>Another one's talk with the provider was waited for.</summary>
    public bool HasWaited { get; set; }

    /// <summary>The session was complete before this call could do anything.</summary>
    public bool WasCompleted { get; set; }

    /// <summary>It came back with another total, unpaid.</summary>
    public bool WasRepriced { get; set; }

    /// <summary>The rule that refused it.</summary>
    public RefusalRule? Refused { get; set; }

    /// <summary>What was decided before a race was lost is not what it came to.</summary>
    public void BeginAnew() => (WasCompleted, WasRepriced, Refused) = (false, false, null);

    /// <summary>The answer in the words of metrics.</summary>
    public string ResultOf(Answer answer) => CompleteResults.Of(answer) ?? ResultOfReply();

    /// <summary>The class of the rule that refused; null where none did.</summary>
    public string? ReasonFor(Answer answer) => answer is Answer.Replied { Replayed: false } ? Refused switch
    {
        null or RefusalRule.PaymentDeclined or RefusalRule.RequiresAuthentication or RefusalRule.NotAuthenticated => null,
        RefusalRule.NotReadyForPayment => "not_ready",
        RefusalRule.SessionCompleted or RefusalRule.SessionCanceled or RefusalRule.SessionExpired or RefusalRule.CancelNotAllowed => "session_over",
        RefusalRule.TokenUnknown or RefusalRule.TokenExpired or RefusalRule.TokenUsed or RefusalRule.TokenRevoked
            or RefusalRule.TokenReservedElsewhere or RefusalRule.TokenOfAnotherPlatform => "token",
        RefusalRule.TokenCurrencyMismatch or RefusalRule.TokenLimitExceeded or RefusalRule.TokenAmountMismatch => "token_limit",
        RefusalRule.OutOfStock => "stock",
        _ => "cart",
    }
    : null;

    private string ResultOfReply() => Refused switch
    {
        RefusalRule.PaymentDeclined => "declined",
        RefusalRule.RequiresAuthentication or RefusalRule.NotAuthenticated => "authentication",
        not null => "refused",
        _ when WasRepriced => "repriced",
        _ when !WasCompleted => "executed",
        _ => HasWaited ? "joined" : "repeated",
    };
}
