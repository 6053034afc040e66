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

    /// <summary>On older pages only; nothing may depend on it.</summary>
    public const string TokenUsed = "shared_payment.granted_token.used";

    /// <summary>Those of Stripe's current pages.</summary>
    public static FrozenSet<string> Current { get; } =
        FrozenSet.Create(
            Succeeded, Failed, RequiresAction, Processing, Canceled, TokenDeactivated,
            IssuedRequiresAction, IssuedActive, IssuedUsed, IssuedDeactivated,
            PageCompleted, PageExpired, PagePaidLater, PageFailedLater);

    /// <summary>All that the fake knows.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create([.. Current, TokenUsed]);
}
