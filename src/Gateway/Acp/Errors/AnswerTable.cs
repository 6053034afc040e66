using System.Diagnostics;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Errors;

/// <summary>What an answer without a rendered reply looks like on the wire. None of these is ever kept under a key.</summary>
internal static class AnswerTable
{
    public static AcpError Overloaded { get; } =
        Unavailable("overloaded", "The service is busy. Nothing was started; repeat the request unchanged.", 1);

    public static AcpError StoreUnavailable { get; } =
        Unavailable("service_unavailable", "The service cannot answer right now. Repeat the request with the same Idempotency-Key.", 2);

    public static AcpError Internal { get; } =
        new(500, ErrorType.ProcessingError, "internal_error", "Something went wrong on our side. Repeat the request with the same Idempotency-Key.");

    public static AcpError Describe(Answer answer) => answer switch
    {
        Answer.NotFound => new(404, ErrorType.InvalidRequest, "not_found", "There is no such checkout session."),
        Answer.KeyReused => new(422, ErrorType.InvalidRequest, "idempotency_conflict", "The Idempotency-Key was used with another body."),
        Answer.KeyInFlight => Wait("idempotency_in_flight", "The first request with this Idempotency-Key is still running.", 1),
        Answer.PaymentInProgress => Wait("payment_in_progress", "A payment of this session is running. Nothing was changed.", 2),
        Answer.PaymentOutcomeUnknown => Unavailable(
            "payment_outcome_unknown",
            "The payment provider has not confirmed the outcome yet. Retrieve the session or repeat the request; it is never charged twice.",
            5),
        Answer.IssueOutcomeUnknown => Unavailable(
            "issue_outcome_unknown",
            "The payment provider has not said whether it issued the token. Repeat the request with the same Idempotency-Key and the same body: it goes on with the same token, and never issues a second one.",
            5),
        Answer.ProviderUnavailable => Unavailable(
            "payment_provider_unavailable",
            "The payment provider could not be reached. Nothing was charged or issued.",
            5),
        Answer.MerchantUnavailable => Unavailable(
            "merchant_unavailable",
            "The merchant's own systems did not say what this costs. The request was not carried out and nothing was charged; repeat it with the same Idempotency-Key.",
            5),
        Answer.IssuingNotConfigured => new(503, ErrorType.ServiceUnavailable, "issuing_not_configured", "This deployment issues no tokens. Repeating the request cannot help."),
        Answer.StoreUnavailable => StoreUnavailable,
        Answer.Contended => Unavailable("contended", "It is being changed by others. Nothing was changed; repeat the request.", 1),
        _ => throw new UnreachableException($"Unhandled {answer}."),
    };

    private static AcpError Wait(string code, string message, int seconds) =>
        new(409, ErrorType.InvalidRequest, code, message) { RetryAfter = seconds };

    private static AcpError Unavailable(string code, string message, int seconds) =>
        new(503, ErrorType.ServiceUnavailable, code, message) { RetryAfter = seconds };
}
