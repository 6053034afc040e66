using Acp.CheckoutSessions;

namespace Acp.Telemetry;

/// <summary>What a complete came to, in the words of metrics, as far as its answer says so. All of them: docs/metrics.md.</summary>
public static class CompleteResults
{
    /// <returns>Null of a reply that does not say what it came to.</returns>
    public static string? Of(Answer answer) => answer switch
    {
        Answer.Replied { Replayed: true } => "replayed",
        Answer.Replied reply => reply.Result,
        Answer.NotFound => "not_found",
        Answer.KeyReused => "key_conflict",
        Answer.KeyInFlight => "key_in_flight",
        Answer.PaymentInProgress => "in_progress",
        Answer.PaymentOutcomeUnknown => "outcome_unknown",
        Answer.ProviderUnavailable => "provider_unavailable",
        Answer.MerchantUnavailable => "merchant_unavailable",
        Answer.StoreUnavailable => "store_unavailable",
        Answer.Contended => "contended",
        _ => "unheard", // Of no complete; and nothing fails because it cannot be counted.
    };
}
