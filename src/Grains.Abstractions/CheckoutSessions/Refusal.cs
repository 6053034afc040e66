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
    FulfillmentGroupInvalid,

    /// <summary>Two addresses to deliver to: a session has one.</summary>
    DestinationsDiffer,
    NotReadyForPayment,
    SessionCompleted,
    SessionCanceled,
    SessionExpired,

    /// <summary>Cancel on a session that is already completed, canceled or expired.</summary>
    CancelNotAllowed,
    PaymentDeclined,
    RequiresAuthentication,

    /// <summary>The shopper's authentication ended in a way after which the card must not be charged.</summary>
    NotAuthenticated,
    TokenUnknown,
    TokenExpired,
    TokenUsed,
    TokenRevoked,
    TokenReservedElsewhere,

    /// <summary>It was issued through us, to another platform.</summary>
    TokenOfAnotherPlatform,
    TokenCurrencyMismatch,
    TokenLimitExceeded,

    /// <summary>The token is for one exact amount, and the total is another.</summary>
    TokenAmountMismatch,

    /// <summary>This platform may not have tokens issued.</summary>
    IssuingNotAllowed,

    /// <summary>Nobody has registered the merchant, or it is not verified, or it was suspended.</summary>
    MerchantNotVerified,

    /// <summary>The platform's policy leaves the merchant out.</summary>
    MerchantNotAllowed,

    /// <summary>The platform's policy leaves the currency out.</summary>
    CurrencyNotAllowed,

    /// <summary>Above the platform's maximum for one token.</summary>
    AmountOverMaximum,

    /// <summary>Longer than tokens may live.</summary>
    LifetimeTooLong,

    /// <summary>As many tokens were issued to the platform today as may be.</summary>
    DailyTokensExceeded,

    /// <summary>The tokens issued to the platform today come to as much as may be.</summary>
    DailyAmountExceeded,

    /// <summary>The payment provider would not issue it.</summary>
    IssueRefused,
}

/// <param name="Message">For people: specific, and free of tokens, secrets and processor ids.</param>
/// <param name="Param">An RFC 9535 JSONPath into the request or the session, or null.</param>
public sealed record Refusal(RefusalRule Rule, string Message, string? Param = null);
