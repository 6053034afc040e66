namespace Acp.Simulation;

/// <summary>What must hold in every schedule.</summary>
public enum Invariant
{
    /// <summary>At most one successful charge a session.</summary>
    ChargedAtMostOnce,

    /// <summary>Completed exactly where charged once, for the session's own total; a total of zero without a charge.</summary>
    CompletedIffChargedOnceForItsTotal,

    /// <summary>Each token is charged at most once, and its record says used exactly where it was, by that session.</summary>
    TokenUsedAtMostOnce,

    /// <summary>Canceled or expired: no charge, no token and no stock is kept, then or later.</summary>
    CanceledKeepsNothing,

    /// <summary>What is completed, canceled or expired stays so.</summary>
    TerminalIsForEver,

    /// <summary>Within 24 h, what was replied to a key is replied to it again, byte for byte.</summary>
    OneKeyOneReply,

    /// <summary>Within 24 h, one key creates one session.</summary>
    OneKeyOneSession,

    /// <summary>A reply speaks of the session that was asked.</summary>
    RepliesAreOfTheSessionAsked,

    /// <summary>A caller that is told «completed» can rely on the charge.</summary>
    AnsweredCompletedMeansCharged,

    /// <summary>Nobody is told «declined» of a session that was charged.</summary>
    AnsweredDeclinedMeansNotCharged,

    /// <summary>A request that says that the shopper was not authenticated opens no attempt.</summary>
    DeniedIsNotCharged,

    /// <summary>A key whose own request led to the charge is not refused, unless because the shopper had to authenticate first.</summary>
    ChargedKeyIsNotRefused,

    /// <summary>Some days after the last fault nothing is open and nothing is overdue.</summary>
    NothingUnsettled,

    /// <summary>Available, held and sold add up, none is below zero, and held is what open attempts hold.</summary>
    StockAddsUp,

    /// <summary>One order for a completed session, written in the very unit that completes it; none for any other, and no order's id twice.</summary>
    OneOrderPerSession,

    /// <summary>Each send follows a commit of its own process that raised the attempt's sends.</summary>
    SendsAreRecorded,

    /// <summary>The provider key is <c>acp:{session}:{attempt}</c>.</summary>
    ProviderKeysAreOurs,

    /// <summary>All sends of an attempt carry the same bytes.</summary>
    KeysNeverChangeBytes,

    /// <summary>Nothing is sent under a key 24 h after its first send.</summary>
    NoSendAfterForgetting,

    /// <summary>An attempt is opened, and a charge happens, only while no other attempt can still be charged.</summary>
    NoNewNumberWhileOpen,

    /// <summary>Within 24 h, one key has one token issued, and is answered with that one.</summary>
    OneKeyOneToken,

    /// <summary>A record says used, revoked (confirmed) or expired only of a token that is so at the provider, and so are operators told.</summary>
    TokensSayWhatIsSo,

    /// <summary>What was issued to a platform is never held or used by another platform's session.</summary>
    TokensStayWithTheirPlatform,

    /// <summary>Used beats revoked, revoked beats expired: none ever goes back.</summary>
    TokenStatesOnlyRise,

    /// <summary>Days after the last fault each token that was issued is what it is at the provider, or revoked by us; none is left active or unconfirmed.</summary>
    TokensEndRightly,

    /// <summary>What a platform's day has given is what was issued or may have been, and never above the policy.</summary>
    BudgetAddsUp,

    /// <summary>After every commit each sum is what counting the listed rows gives.</summary>
    TalliesAddUp,

    /// <summary>The overview shows what listing and counting gives, whenever somebody looks.</summary>
    OverviewIsTheList,

    /// <summary>What was placed and what happened to it since never changes; more is only added.</summary>
    EntriesAreForEver,

    /// <summary>Whoever reads an order, or is told of it, is shown what its entries make of it.</summary>
    OrdersAreTheirEntries,

    /// <summary>Of no line more has left than is wanted, or is more wanted than was ordered.</summary>
    QuantitiesAddUp,

    /// <summary>A key of a command does one thing, and is answered with that one.</summary>
    OneKeyOneCommand,

    /// <summary>What went back of a payment, or may have, is never more than was charged: neither at the provider, nor as each refund is begun.</summary>
    NoRefundExceedsItsCharge,

    /// <summary>One refund is made once.</summary>
    RefundedAtMostOnce,

    /// <summary>While a dispute is open on record no refund is begun, unless an owner insists.</summary>
    NoRefundWhileDisputed,

    /// <summary>Who is told that a refund was made, or refused, is told what is so.</summary>
    RefundsSayWhatIsSo,

    /// <summary>
    /// Days after the last fault the order shows what went back, as the provider has it: ours always; what was done elsewhere,
    /// and came to nothing late, where we were told of it.
    /// </summary>
    RefundsAreWrittenDown,

    /// <summary>An endpoint sees each message of an order for the first time in their order, but for what is behind a dead letter.</summary>
    MessagesComeInOrder,

    /// <summary>A message tells the same each time.</summary>
    MessagesNeverChange,

    /// <summary>What is written down as delivered was taken.</summary>
    DeliveredMeansTaken,

    /// <summary>In the end every endpoint has had everything; but for one that took nothing for three days.</summary>
    NoMessageIsLost,

    /// <summary>Nobody is told of another platform's orders.</summary>
    OthersAreNotTold,

    /// <summary>What is due to a sound endpoint is not kept waiting by another.</summary>
    DeadEndpointsDelayNobody,

    /// <summary>An event that was acknowledged is kept, or is not about us.</summary>
    AcknowledgedEventsAreKept,

    /// <summary>Every event that was kept is treated, or is of a kind that nobody waits for.</summary>
    EventsComeToAnEnd,

    /// <summary>No call is left without an end in a process that lives.</summary>
    NoCallIsForgotten,

    /// <summary>The product itself never finds a charge with a session's name that the session's record does not have.</summary>
    NoChargeIsAStray,

    /// <summary>No exception leaves a grain but that the store is unavailable.</summary>
    NothingUnforeseen,
}

/// <param name="What">A sentence with the facts.</param>
public sealed record Violation(Invariant Invariant, string What);
