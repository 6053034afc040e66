namespace Acp.Client;

/// <summary>What needs a person now.</summary>
public sealed record Attention
{
    /// <summary>Of this moment.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Of all but what is overdue.</summary>
    public long Total { get; init; }

    /// <summary>Charges and pages that nobody knows the outcome of; they settle by themselves, or by resolve.</summary>
    public NeedsAPerson<UnknownAttempt> UnknownAttempts { get => field ?? new(); init; }

    /// <summary>For more than a day: the shopper has not authenticated, or the provider is still at work.</summary>
    public NeedsAPerson<WaitingSession> WaitingSessions { get => field ?? new(); init; }

    /// <summary>Counted by orders and sessions; one may have more than one such refund.</summary>
    public NeedsAPerson<UnknownRefund> UnknownRefunds { get => field ?? new(); init; }

    /// <summary>Endpoints that were given up.</summary>
    public NeedsAPerson<DeadLetter> DeadLetters { get => field ?? new(); init; }

    /// <summary>The provider's events that could not be treated.</summary>
    public NeedsAPerson<LeftEvent> LeftEvents { get => field ?? new(); init; }

    /// <summary>Tokens that are revoked here and that the provider has not said are dead.</summary>
    public NeedsAPerson<UnconfirmedRevocation> UnconfirmedRevocations { get => field ?? new(); init; }

    /// <summary>Records of money that contradict each other.</summary>
    public NeedsAPerson<Contradiction> Contradictions { get => field ?? new(); init; }

    /// <summary>What has fallen due and nobody has taken up.</summary>
    public Overdue Overdue { get => field ?? new(); init; }
}

/// <summary>What fell due more than 10 s ago and nobody has taken up: no node runs its loop, or it cannot keep up, or an endpoint is not called for a while.</summary>
public sealed record Overdue
{
    /// <summary>All of them.</summary>
    public long Count { get; init; }

    /// <summary>Of the oldest; null where there is none.</summary>
    public DateTimeOffset? OldestSince { get; init; }

    /// <summary>Of the oldest.</summary>
    public long LagSeconds { get; init; }

    /// <summary>Kind by kind.</summary>
    public IReadOnlyList<OverdueKind> Kinds { get => field ?? []; init; }
}

/// <summary>What of one kind has fallen due and nobody has taken up.</summary>
/// <param name="Kind">Such as <c>session</c>; a set that grows.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestSince">Of the oldest.</param>
/// <param name="LagSeconds">Of the oldest.</param>
public sealed record OverdueKind(string Kind, long Count, DateTimeOffset? OldestSince, long LagSeconds);

/// <summary>Of one kind, how many there are and which have waited longest.</summary>
/// <typeparam name="T">Of what kind.</typeparam>
public sealed record NeedsAPerson<T>
{
    /// <summary>All of them.</summary>
    public long Count { get; init; }

    /// <summary>Of the oldest; null where there is none.</summary>
    public DateTimeOffset? OldestSince { get; init; }

    /// <summary>Up to 20, those that have waited longest.</summary>
    public IReadOnlyList<T> Items { get => field ?? []; init; }
}

/// <summary>A charge, or an open page, that nobody knows the outcome of.</summary>
/// <param name="Session">The session's id.</param>
/// <param name="Platform">Whose it is.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Attempt">Its number within the session.</param>
/// <param name="ProviderKey">The provider's people find the request by it.</param>
/// <param name="Rail"><c>token</c> or <c>page</c>.</param>
/// <param name="Sends">How often it was sent.</param>
/// <param name="LastSentAt">When it was sent last.</param>
/// <param name="Since">When it was sent first.</param>
public sealed record UnknownAttempt(
    string Session, string Platform, long Amount, string Currency, int? Attempt, string? ProviderKey, string? Rail, int? Sends, DateTimeOffset? LastSentAt, DateTimeOffset Since);

/// <summary>A payment that waits for somebody.</summary>
/// <param name="Session">The session's id.</param>
/// <param name="Platform">Whose it is.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Attempt">Its number within the session.</param>
/// <param name="WaitingFor"><c>shopper</c> or <c>provider</c>.</param>
/// <param name="PaymentIntent">The provider's.</param>
/// <param name="Since">Since when.</param>
public sealed record WaitingSession(
    string Session, string Platform, long Amount, string Currency, int? Attempt, string? WaitingFor, string? PaymentIntent, DateTimeOffset Since);

/// <summary>A refund that nobody knows the outcome of.</summary>
/// <param name="Session">The session's id.</param>
/// <param name="Order">Null where a session gives back what a closed page collected.</param>
/// <param name="Refund">The refund's id.</param>
/// <param name="ProviderKey">The provider's people find the request by it.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Sends">How often it was sent.</param>
/// <param name="Since">Since when.</param>
public sealed record UnknownRefund(
    string Session, string? Order, string? Refund, string ProviderKey, long Amount, string Currency, int Sends, DateTimeOffset Since);

/// <summary>An endpoint that was given up with an order.</summary>
/// <param name="Endpoint">As deliveries list it.</param>
/// <param name="Order">The order's id.</param>
/// <param name="Sequence">The message that was not taken.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Since">Since when.</param>
public sealed record DeadLetter(string Endpoint, string Order, long Sequence, int Tries, DateTimeOffset Since);

/// <summary>A notice of the provider that could not be treated.</summary>
/// <param name="Id">The provider's.</param>
/// <param name="Type">The provider's word.</param>
/// <param name="Status">Dead, or orphaned.</param>
/// <param name="Session">The session it is about.</param>
/// <param name="PaymentIntent">The payment it is about.</param>
/// <param name="Why">What stood in its way last.</param>
/// <param name="Since">Since when.</param>
public sealed record LeftEvent(string Id, string Type, EventStatus Status, string? Session, string? PaymentIntent, string? Why, DateTimeOffset Since);

/// <summary>A token that is revoked here and that the provider has not said is dead.</summary>
/// <param name="Token">The token itself.</param>
/// <param name="Platform">Whose it is.</param>
/// <param name="By">Who revoked it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when.</param>
public sealed record UnconfirmedRevocation(PaymentToken Token, string? Platform, string? By, string? Reason, DateTimeOffset Since)
{
    /// <summary>Never what somebody wrote.</summary>
    public override string ToString() => $"revocation by {By}, not confirmed";
}

/// <summary>Records of money that contradict each other.</summary>
public sealed record Contradiction
{
    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>The session's id.</summary>
    public string Session { get => field ?? string.Empty; init; }

    /// <summary>Such as <c>stray_charge</c>; a set that grows.</summary>
    public string Kind { get => field ?? string.Empty; init; }

    /// <summary>What it is and what to do, for people.</summary>
    public string What { get => field ?? string.Empty; init; }

    /// <summary>The provider's.</summary>
    public string? PaymentIntent { get; init; }

    /// <summary>Its number within the session.</summary>
    public int? Attempt { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string? Currency { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When somebody said that it has been dealt with.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Who said so.</summary>
    public string? SettledBy { get; init; }

    /// <summary>How.</summary>
    public string? Reason { get; init; }
}

/// <summary>What a search found.</summary>
/// <param name="Data">Up to 20, newest first, each checkout once.</param>
internal sealed record SearchHits(IReadOnlyList<SearchHit> Data);

/// <summary>A checkout that was found.</summary>
public sealed record SearchHit
{
    /// <summary>By what: <c>session</c>, <c>order</c>, <c>token</c>, <c>buyer_mail</c> or <c>payment_intent</c>.</summary>
    public string Matched { get => field ?? string.Empty; init; }

    /// <summary>Null only of a token that no checkout has.</summary>
    public string? Session { get; init; }

    /// <summary>The order's id.</summary>
    public string? Order { get; init; }

    /// <summary>For people.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Where the order stands.</summary>
    public OrderStatus? OrderStatus { get; init; }

    /// <summary>Where it was found by it.</summary>
    public PaymentToken? Token { get; init; }

    /// <summary>Whose it is.</summary>
    public string? Platform { get; init; }

    /// <summary>The checkout's, in the gateway's own words; where there is none, the token's, in capitals.</summary>
    public string Status { get => field ?? string.Empty; init; }

    /// <summary>Minor units.</summary>
    public long? Total { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string? Currency { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Never the token.</summary>
    public override string ToString() => $"{Session}: {Status}";
}
