using Acp.Orders;
using Acp.Pricing;

namespace Acp.CheckoutSessions;

public enum CheckoutStatus
{
    NotReadyForPayment,
    ReadyForPayment,

    /// <summary>A charge runs or its outcome is unknown.</summary>
    CompleteInProgress,
    Completed,
    Canceled,
    Expired,

    /// <summary>The card issuer asks the shopper to authenticate. Payable all the same; a version may have no word for it.</summary>
    AuthenticationRequired, // Last: silos of two builds talk to each other by number.
}

/// <summary>
/// A session as its platform may see it: a superset of every ACP version, from which an adapter renders its own.
/// Holds no token, no provider id and no other secret.
/// </summary>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Interventions">The agent's own, as it sent them.</param>
/// <param name="Metadata">The platform's object as JSON text.</param>
/// <param name="Order">What came of it: as it was placed, or as it stands where somebody has looked.</param>
public sealed record CheckoutSessionView(
    string Id,
    CheckoutStatus Status,
    string Currency,
    Buyer? Buyer,
    FulfillmentDetails? FulfillmentDetails,
    Quote Quote,
    IReadOnlyList<string> Interventions,
    string? Locale,
    string? Timezone,
    string? Metadata,
    IReadOnlyList<SessionMessage> Messages,
    OrderSnapshot? Order,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>The extensions the agent says it understands, as it sent them.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    public IReadOnlyList<FulfillmentGroup> Groups { get; init; } = [];

    public string? QuoteId { get; init; }

    /// <summary>Whether the shopper can pay it on the provider's page as it stands; <see cref="ICheckoutSession.OpenPage"/> says it anew.</summary>
    public bool CanPayOnPage { get; init; }
}

public enum MessageKind
{
    Info,
    Warning,
    Error,
}

/// <summary>One entry of <c>messages[]</c>, in plain text.</summary>
/// <param name="Code">One of the protocol's message codes; null for info.</param>
/// <param name="Param">An RFC 9535 JSONPath into the session, or null.</param>
public sealed record SessionMessage(MessageKind Kind, string? Code, string? Param, string Content);
