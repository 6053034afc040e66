using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;

namespace Acp.Payments.Stripe;

/// <summary>Translates Stripe's replies about refunds and disputes, by the rule of <see cref="StripeAnswers"/>: unknown stays unknown.</summary>
internal static class RefundAnswers
{
    private const string Exceeds = "The amount is more than what is left of the payment at the provider.";
    private const string Disputed = "The payment is disputed; the provider makes no refund of it.";
    private const string TooPoor = "The merchant's balance at the provider does not cover the refund.";
    private const string NoPayment = "The provider does not know the payment on the account that is configured.";
    private const string Refused = "The provider refused the refund.";
    private const string Failed = "The refund could not be carried out.";

    private static readonly FrozenDictionary<string, RefundRejection> Codes = new Dictionary<string, RefundRejection>
    {
        ["amount_too_large"] = RefundRejection.ExceedsRemainder,
        ["balance_insufficient"] = RefundRejection.BalanceTooLow,
        ["charge_already_refunded"] = RefundRejection.ExceedsRemainder,
        ["charge_disputed"] = RefundRejection.Disputed,
        ["charge_not_refundable"] = RefundRejection.Other,
        ["insufficient_funds"] = RefundRejection.BalanceTooLow,
        ["refund_disputed_payment"] = RefundRejection.Disputed,
        ["resource_missing"] = RefundRejection.Other,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Failures = new Dictionary<string, string>
    {
        ["charge_for_pending_refund_disputed"] = "The payment was disputed while its refund was under way.",
        ["declined"] = "The shopper's bank declined the refund.",
        ["expired_or_canceled_card"] = "The shopper's card has expired or was canceled.",
        ["insufficient_funds"] = TooPoor,
        ["lost_or_stolen_card"] = "The shopper's card can take no refund.",
        ["merchant_request"] = "The refund was stopped at the merchant's request.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The reply to a send of these bytes.</summary>
    public static RefundAnswer ToRefund(StripeReply reply, ReadOnlySpan<byte> sent) => reply switch
    {
        StripeReply.NotSent => new RefundAnswer.NotExecuted(),
        StripeReply.NoAnswer { Cause: var cause } => new RefundAnswer.Unknown(cause),
        StripeReply.Answered { Status: 200, Body.Refund: { } refund } => RefundBody.AsksFor(sent, refund)
            ? OfRefund(refund)
            : new RefundAnswer.Unknown("another refund than ours"),
        StripeReply.Answered { Status: >= 400 and < 500 and not 409, Body.Error: { } error } it => OfRefusal(it.Status, error),
        StripeReply.Answered it => new RefundAnswer.Unknown(StripeAnswers.Cause(reply)) { MayRepeat = StripeAnswers.MayRepeat(it) },
        _ => throw new UnreachableException($"Unhandled {reply}."),
    };

    public static RefundFacts Facts(StripeRefund refund) => new(
        refund.Id,
        Progress(refund.Status),
        refund.Amount,
        RefundBody.ReasonOf(refund.Reason),
        refund.Order,
        refund.Session,
        int.TryParse(refund.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        Progress(refund.Status) is RefundProgress.Failed ? FailureOf(refund) : null,
        refund.CreatedAt);

    public static DisputeFacts Facts(StripeDispute dispute) =>
        new(dispute.Id, Stage(dispute.Status), dispute.Status, dispute.Amount, dispute.Reason ?? "general", dispute.CreatedAt);

    private static RefundAnswer OfRefund(StripeRefund refund) => Progress(refund.Status) switch
    {
        RefundProgress.Succeeded => new RefundAnswer.Succeeded(refund.Id),
        RefundProgress.Failed => new RefundAnswer.Failed(refund.Id, FailureOf(refund)),
        _ => new RefundAnswer.Pending(refund.Id),
    };

    private static RefundAnswer OfRefusal(int status, StripeError error) => status switch
    {
        // Our key met other bytes, or its first request still runs: the first send's outcome stays open.
        _ when error is { Type: "idempotency_error" } or { Code: "idempotency_key_in_use" } => new RefundAnswer.Unknown("idempotency_error"),
        402 => new RefundAnswer.Declined(Sentence(WhyOf(error) ?? RefundRejection.Other)),
        400 or 404 => WhyOf(error) switch
        {
            null => new RefundAnswer.NotExecuted(),
            { } why => new RefundAnswer.Rejected(why, error.Code == "resource_missing" ? NoPayment : Sentence(why)),
        },
        401 or 403 or 429 => new RefundAnswer.NotExecuted(),
        _ => new RefundAnswer.Unknown($"status {status}"),
    };

    // Refusing needs positive evidence that the payment or the amount is at fault; the rest is our own mistake or configuration.
    private static RefundRejection? WhyOf(StripeError error) => error switch
    {
        { Code: "resource_missing", Param: not ("payment_intent" or "charge" or "id") } => null,
        { Code: { } code } when Codes.TryGetValue(code, out var why) => why,
        { Code: not null } => null,
        { Param: "amount" } or { Message: { } } when error.Message?.Contains("greater than unrefunded", StringComparison.OrdinalIgnoreCase) is true =>
            RefundRejection.ExceedsRemainder,
        { Param: "payment_intent" or "charge" or "amount" } => RefundRejection.Other,
        _ => null,
    };

    private static string Sentence(RefundRejection why) => why switch
    {
        RefundRejection.ExceedsRemainder => Exceeds,
        RefundRejection.Disputed => Disputed,
        RefundRejection.BalanceTooLow => TooPoor,
        _ => Refused,
    };

    private static string FailureOf(StripeRefund refund) => Failures.GetValueOrDefault(refund.FailureReason ?? "", Failed);

    // What is not known to be over may still move money.
    private static RefundProgress Progress(string status) => status switch
    {
        "succeeded" => RefundProgress.Succeeded,
        "failed" or "canceled" => RefundProgress.Failed,
        _ => RefundProgress.Pending,
    };

    private static DisputeStage Stage(string status) => status switch
    {
        "won" => DisputeStage.Won,
        "lost" => DisputeStage.Lost,
        "warning_closed" or "prevented" => DisputeStage.Closed,
        "warning_needs_response" or "warning_under_review" => DisputeStage.Inquiry,
        _ => DisputeStage.Open,
    };
}
