using System.Diagnostics;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Errors;

/// <summary>What a refused rule looks like on the wire: the only place that knows.</summary>
internal static class RefusalTable
{
    private const string Token = "$.payment_data.instrument.credential.token";

    public static AcpError Describe(Refusal refusal)
    {
        var (status, code, param) = Row(refusal.Rule);
        return new AcpError(status, TypeOf(refusal.Rule), code, refusal.Message, refusal.Param ?? param);
    }

    private static (int Status, string Code, string? Param) Row(RefusalRule rule) => rule switch
    {
        RefusalRule.UnknownItem => (400, "invalid_item_id", "$.line_items"),
        RefusalRule.OutOfStock => (400, "out_of_stock", "$.line_items"),
        RefusalRule.QuantityTooLarge => (400, "quantity_exceeded", "$.line_items"),
        RefusalRule.CurrencyNotSupported => (400, "currency_not_supported", "$.currency"),
        RefusalRule.UnknownFulfillmentOption => (400, "invalid_fulfillment_option", "$.selected_fulfillment_options"),
        RefusalRule.FulfillmentSelectionInvalid => (400, "invalid_fulfillment_option", "$.selected_fulfillment_options"),
        RefusalRule.FulfillmentGroupInvalid => (400, "invalid_fulfillment_group", "$.fulfillment_groups"),
        RefusalRule.DestinationsDiffer => (400, "unsupported", "$.fulfillment_groups"),
        RefusalRule.NotReadyForPayment => (400, "not_ready_for_payment", null),
        RefusalRule.SessionCompleted => (409, "invalid_state", "$.status"),
        RefusalRule.SessionCanceled => (409, "invalid_state", "$.status"),
        RefusalRule.SessionExpired => (409, "invalid_state", "$.status"),
        RefusalRule.CancelNotAllowed => (405, "invalid_state", "$.status"),
        RefusalRule.PaymentDeclined => (400, "payment_declined", null),
        RefusalRule.RequiresAuthentication => (400, "requires_3ds", "$.authentication_result"),
        RefusalRule.NotAuthenticated => (400, "requires_3ds", "$.authentication_result"),
        RefusalRule.TokenUnknown => (400, "token_unknown", Token),
        RefusalRule.TokenExpired => (400, "token_expired", Token),
        RefusalRule.TokenUsed => (400, "token_used", Token),
        RefusalRule.TokenRevoked => (400, "token_revoked", Token),
        RefusalRule.TokenReservedElsewhere => (400, "token_reserved", Token),
        RefusalRule.TokenOfAnotherPlatform => (400, "token_of_another_platform", Token),
        RefusalRule.TokenCurrencyMismatch => (400, "token_currency_mismatch", Token),
        RefusalRule.TokenLimitExceeded => (400, "token_limit_exceeded", Token),
        RefusalRule.TokenAmountMismatch => (400, "token_amount_mismatch", Token),
        RefusalRule.IssuingNotAllowed => (403, "issuing_not_allowed", null),
        RefusalRule.MerchantNotVerified => (400, "merchant_not_verified", "$.merchantDomain"),
        RefusalRule.MerchantNotAllowed => (403, "merchant_not_allowed", "$.merchantDomain"),
        RefusalRule.CurrencyNotAllowed => (403, "currency_not_allowed", "$.currency"),
        RefusalRule.AmountOverMaximum => (403, "amount_over_maximum", "$.amount"),
        RefusalRule.LifetimeTooLong => (400, "lifetime_too_long", "$.expiresIn"),
        RefusalRule.DailyTokensExceeded => (403, "daily_tokens_exceeded", null),
        RefusalRule.DailyAmountExceeded => (403, "daily_amount_exceeded", "$.amount"),
        RefusalRule.IssueRefused => (400, "issue_refused", null),
        _ => throw new UnreachableException($"Unhandled {rule}."),
    };

    // The request was fine and somebody behind us said no; the protocol's own example types that a processing error.
    private static string TypeOf(RefusalRule rule) =>
        rule is RefusalRule.PaymentDeclined or RefusalRule.IssueRefused ? ErrorType.ProcessingError : ErrorType.InvalidRequest;
}
