using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>A page of this session's own that can no longer be paid, as the provider said. Should it be all the same, the money is given back.</summary>
/// <param name="Number">Of its attempt.</param>
/// <param name="PageId">Null where the provider never told.</param>
/// <param name="IntentId">Of a payment on it that came to nothing; null where none was begun.</param>
public sealed record ClosedPage(int Number, string? PageId, string? IntentId, string Account) : Stored
{
    /// <summary>A shopper who changes the cart again and again opens as many; what is older than these is put before a person.</summary>
    private const int Most = 32;

    /// <param name="before">What the change is about to follow.</param>
    internal static IReadOnlyList<ClosedPage> After(IReadOnlyList<ClosedPage> known, Payment before, PaymentEvent change) =>
        Transition.AttemptOf(before) is { Rail: ChargeRail.Page } attempt && Of(attempt, before, change) is { } closed
            ? [.. known.TakeLast(Most - 1), closed]
            : known;

    private static ClosedPage? Of(ChargeAttempt attempt, Payment before, PaymentEvent change) => (before, change) switch
    {
        (_, PaymentEvent.PageExpired e) => new(attempt.Number, e.PageId, IntentId: null, attempt.Request.Account),
        (Payment.Waiting w, PaymentEvent.ChargeRefused or PaymentEvent.IntentCanceled) =>
            new(attempt.Number, attempt.Page?.Id, w.IntentId, attempt.Request.Account),
        _ => null,
    };
}
