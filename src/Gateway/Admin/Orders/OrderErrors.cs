using System.Diagnostics;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Orders;

namespace Acp.Gateway.Admin.Orders;

/// <summary>What an order's refusals look like on the wire.</summary>
internal static class OrderErrors
{
    /// <param name="answer">Any but <see cref="OrderAnswer.Done"/>.</param>
    public static AcpError Describe(OrderAnswer answer) => answer switch
    {
        OrderAnswer.NotFound => new(404, ErrorType.InvalidRequest, "not_found", "There is no such order."),
        OrderAnswer.Refused { Refusal: var refusal } => Describe(refusal),
        OrderAnswer.KeyReused => new(422, ErrorType.InvalidRequest, "idempotency_conflict", "The Idempotency-Key, or the id, was used for something else."),
        OrderAnswer.RefundOutcomeUnknown it => new(
            503, ErrorType.ServiceUnavailable, "refund_outcome_unknown", $"It is not known yet what became of refund {it.Id}; it settles by itself. Repeat the request with the same Idempotency-Key.") { RetryAfter = 5 },
        OrderAnswer.ProviderUnavailable => new(
            503, ErrorType.ServiceUnavailable, "payment_provider_unavailable", "The payment provider did not take the request. Nothing was changed.") { RetryAfter = 30 },
        OrderAnswer.StoreUnavailable => AnswerTable.StoreUnavailable,
        OrderAnswer.Contended => AnswerTable.Describe(new Answer.Contended()),
        _ => throw new UnreachableException($"Unhandled {answer}."),
    };

    private static AcpError Describe(OrderRefusal refusal)
    {
        var (status, code) = Row(refusal.Rule);
        return new AcpError(status, ErrorType.InvalidRequest, code, refusal.Message, refusal.Param) { Remaining = refusal.Remaining };
    }

    private static (int Status, string Code) Row(OrderRule rule) => rule switch
    {
        OrderRule.OrderCanceled => (409, "order_canceled"),
        OrderRule.OrderCompleted => (409, "order_completed"),
        OrderRule.UnknownLine => (400, "unknown_line"),
        OrderRule.UnknownFulfillment => (404, "unknown_fulfillment"),
        OrderRule.QuantityExceeded => (409, "quantity_exceeded"),
        OrderRule.FulfillmentStatusInvalid => (409, "invalid_fulfillment_status"),
        OrderRule.RefundExceedsRemainder => (409, "refund_exceeds_remainder"),
        OrderRule.DisputeOpen => (409, "dispute_open"),
        OrderRule.NothingCharged => (409, "nothing_charged"),
        OrderRule.RefundRefused => (409, "refund_refused"),
        OrderRule.TooManyEntries => (409, "too_many_entries"),
        OrderRule.UnderReview => (409, "under_review"),
        OrderRule.RefundsFound => (409, "refunds_found"),
        _ => throw new UnreachableException($"Unhandled {rule}."),
    };
}
