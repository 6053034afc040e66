namespace Acp.CheckoutSessions;

/// <summary>Why a request that was understood is refused. Each is named after its rule; state stays as it was.</summary>
public enum RefusalRule
{
    UnknownItem,
    OutOfStock,
    QuantityTooLarge,
    CurrencyNotSupported,
    UnknownFulfillmentOption,
    FulfillmentSelectionInvalid,
    NotReadyForPayment,
    SessionCompleted,
    SessionCanceled,
    SessionExpired,

    /// <summary>Cancel on a session that is already completed, canceled or expired.</summary>
    CancelNotAllowed,
    PaymentDeclined,
    RequiresAuthentication,
    TokenUnknown,
    TokenExpired,
    TokenUsed,
    TokenRevoked,
    TokenReservedElsewhere,
    TokenCurrencyMismatch,
    TokenLimitExceeded,
}

/// <param name="Message">For people: specific, and free of tokens, secrets and processor ids.</param>
/// <param name="Param">An RFC 9535 JSONPath into the request or the session, or null.</param>
public sealed record Refusal(RefusalRule Rule, string Message, string? Param = null);
