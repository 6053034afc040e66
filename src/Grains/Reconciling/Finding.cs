using Acp.CheckoutSessions;
using Acp.Orders;

namespace Acp.Reconciling;

/// <summary>What a payment at the provider comes to beside our records.</summary>
public enum FindingKind
{
    /// <summary>Our record knows of it and has not settled it yet.</summary>
    Open,

    /// <summary>The provider has it, and no record of ours.</summary>
    MissingHere,

    /// <summary>Our record has it, and the provider does not.</summary>
    MissingThere,

    /// <summary>Both have it, and they differ over the sum.</summary>
    AmountDiffers,
}

/// <summary>What of it exactly. Each has a sentence of its own where people read it.</summary>
public enum FindingReason
{
    /// <summary>The session's attempt is not settled, though the provider has the money.</summary>
    NotSettled,

    /// <summary>The session is there and its record does not know of the charge: it may be lost by a restore.</summary>
    ChargeLost,

    /// <summary>The session was canceled or has expired.</summary>
    SessionOver,

    /// <summary>The session was paid by another payment.</summary>
    PaidTwice,

    /// <summary>No session of this name is here.</summary>
    SessionUnknown,

    /// <summary>It is not paid yet, can be, and nothing here waits for it.</summary>
    CanBePaid,

    /// <summary>An order of ours names it, and the account does not know it.</summary>
    PaymentUnknown,

    /// <summary>Another sum or currency than the order's, or than the session's total.</summary>
    OtherSum,

    /// <summary>Other refunds than the order knows of.</summary>
    OtherRefunds,
}

/// <summary>What can be done about it without a person's judgement.</summary>
public enum Mend
{
    /// <summary>Before a person.</summary>
    None,

    /// <summary>The session is told to look at its open attempt.</summary>
    Settle,

    /// <summary>The session is completed by the charge it has lost.</summary>
    Adopt,

    /// <summary>The order is told to look at its refunds.</summary>
    FollowRefunds,

    /// <summary>The payment is canceled at the provider.</summary>
    Cancel,
}

/// <param name="There">Minor units at the provider: received, or where the refunds differ refunded; null where it knows none.</param>
/// <param name="Here">Minor units in our records likewise; null where they have none.</param>
/// <param name="At">When the payment was begun; of an order that the provider does not know, when it was placed.</param>
public sealed record Finding(
    FindingKind Kind,
    FindingReason Reason,
    Mend Mend,
    string IntentId,
    string Session,
    string? Order,
    long? There,
    long? Here,
    string Currency,
    DateTimeOffset At);

/// <summary>What our records have of a payment.</summary>
/// <param name="Session">Null where there is none of its name, or it was forgotten.</param>
/// <param name="Order">The order that the payment or the session came to; null where there is none.</param>
public sealed record Records(CheckoutSession? Session, OrderRecord? Order);
