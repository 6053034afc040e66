using System.Collections.Frozen;

namespace Acp.Fakes;

public static class EventTypes
{
    public const string Succeeded = "payment_intent.succeeded";
    public const string Failed = "payment_intent.payment_failed";
    public const string RequiresAction = "payment_intent.requires_action";
    public const string Processing = "payment_intent.processing";
    public const string Canceled = "payment_intent.canceled";
    public const string TokenDeactivated = "shared_payment.granted_token.deactivated";

    public const string IssuedRequiresAction = "shared_payment.issued_token.requires_action";
    public const string IssuedActive = "shared_payment.issued_token.active";
    public const string IssuedUsed = "shared_payment.issued_token.used";
    public const string IssuedDeactivated = "shared_payment.issued_token.deactivated";

    public const string PageCompleted = "checkout.session.completed";
    public const string PageExpired = "checkout.session.expired";
    public const string PagePaidLater = "checkout.session.async_payment_succeeded";
    public const string PageFailedLater = "checkout.session.async_payment_failed";

    public const string RefundCreated = "refund.created";
    public const string RefundUpdated = "refund.updated";
    public const string RefundFailed = "refund.failed";

    /// <summary>In whole or in part; tells of the charge, not of the refund.</summary>
    public const string ChargeRefunded = "charge.refunded";

    public const string DisputeCreated = "charge.dispute.created";
    public const string DisputeUpdated = "charge.dispute.updated";
    public const string DisputeClosed = "charge.dispute.closed";
    public const string FundsWithdrawn = "charge.dispute.funds_withdrawn";
    public const string FundsReinstated = "charge.dispute.funds_reinstated";

    /// <summary>On older pages only; nothing may depend on it.</summary>
    public const string TokenUsed = "shared_payment.granted_token.used";

    /// <summary>Those of Stripe's current pages.</summary>
    public static FrozenSet<string> Current { get; } =
        FrozenSet.Create(
            Succeeded, Failed, RequiresAction, Processing, Canceled, TokenDeactivated,
            IssuedRequiresAction, IssuedActive, IssuedUsed, IssuedDeactivated,
            PageCompleted, PageExpired, PagePaidLater, PageFailedLater,
            RefundCreated, RefundUpdated, RefundFailed, ChargeRefunded,
            DisputeCreated, DisputeUpdated, DisputeClosed, FundsWithdrawn, FundsReinstated);

    /// <summary>All that the fake knows.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create([.. Current, TokenUsed]);
}
