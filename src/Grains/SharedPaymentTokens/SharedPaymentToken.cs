using System.Diagnostics;
using System.Text.Json.Serialization;
using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.Store;

namespace Acp.SharedPaymentTokens;

/// <summary>
/// What we know of a token that reached us. USED beats REVOKED beats EXPIRED: a use that is heard of late still
/// counts. The private constructor closes the hierarchy.
/// </summary>
[JsonDerivedType(typeof(Free), "free")]
[JsonDerivedType(typeof(Reserved), "reserved")]
[JsonDerivedType(typeof(Used), "used")]
[JsonDerivedType(typeof(Revoked), "revoked")]
[JsonDerivedType(typeof(Expired), "expired")]
public abstract record SharedPaymentToken
{
    private SharedPaymentToken() { }

    /// <summary>No session holds it: it was released by a definite refusal.</summary>
    public sealed record Free : SharedPaymentToken;

    /// <summary>An attempt of <paramref name="Session"/> may charge it.</summary>
    public sealed record Reserved(string Session, int Attempt) : SharedPaymentToken;

    /// <param name="Session">Null where somebody other than us used it.</param>
    public sealed record Used(string? Session, DateTimeOffset At) : SharedPaymentToken;

    public sealed record Revoked : SharedPaymentToken;

    public sealed record Expired : SharedPaymentToken;

    /// <summary>The token's key in the store, and the subject of its audit trail.</summary>
    public static string KeyOf(string reservationId) => $"token/{reservationId}";

    /// <summary>A token belongs to one session from its reservation until a definite refusal.</summary>
    public static Refusal? RefuseReservation(SharedPaymentToken token) => token switch
    {
        Free => null,
        Reserved => Refusals.TokenReservedElsewhere,
        Used => Refusals.TokenUsed,
        Revoked => Refusals.TokenRevoked,
        Expired => Refusals.TokenExpired,
        _ => throw new UnreachableException($"Unhandled {token}."),
    };

    /// <exception cref="UnreachableException">The event cannot follow the state; the table is <c>SharedPaymentToken.transitions.txt</c>.</exception>
    public static SharedPaymentToken Evolve(SharedPaymentToken? state, TokenEvent change) => (state, change) switch
    {
        (null or Free, TokenEvent.ReservedBy e) => new Reserved(e.Session, e.Attempt),
        (Reserved held, TokenEvent.ReleasedBy e) when held.Session == e.Session => new Free(),
        (Reserved held, TokenEvent.UsedBy e) when held.Session == e.Session => new Used(e.Session, e.At),
        (null or Free, TokenEvent.FoundDeactivated e) => Deactivated(e),
        (Expired, TokenEvent.FoundDeactivated { Why: not TokenDeactivation.Expired } e) => Deactivated(e),
        (Revoked, TokenEvent.FoundDeactivated { Why: TokenDeactivation.Consumed } e) => Deactivated(e),
        (Used or Revoked or Expired, TokenEvent.FoundDeactivated) => state,
        _ => throw new UnreachableException($"{change} cannot follow {state}."),
    };

    private static SharedPaymentToken Deactivated(TokenEvent.FoundDeactivated e) => e.Why switch
    {
        TokenDeactivation.Consumed => new Used(Session: null, e.At),
        TokenDeactivation.Expired => new Expired(),
        _ => new Revoked(),
    };
}

/// <summary>What can happen to a token. The private constructor closes the hierarchy.</summary>
public abstract record TokenEvent
{
    private TokenEvent() { }

    public sealed record ReservedBy(string Session, int Attempt) : TokenEvent;

    public sealed record ReleasedBy(string Session) : TokenEvent;

    public sealed record UsedBy(string Session, DateTimeOffset At) : TokenEvent;

    /// <summary>The provider says the token can no longer be charged.</summary>
    public sealed record FoundDeactivated(TokenDeactivation Why, DateTimeOffset At) : TokenEvent;
}

/// <summary>A token as it is stored.</summary>
/// <param name="Facts">As the provider last told us.</param>
/// <param name="Platform">Whose it was when it last changed.</param>
public sealed record TokenRecord(string Id, SharedPaymentToken State, TokenFacts? Facts, DateTimeOffset FirstSeenAt, string? Platform = null)
{
    public IndexColumns Index(DateTimeOffset now) => new(
        "shared_payment_token", StatusAt(now).ToString(), Platform, Facts?.Remaining, Facts?.Currency, FirstSeenAt);

    public SharedPaymentTokenView View(DateTimeOffset now) => new(
        Id,
        TokenOrigin.Granted,
        StatusAt(now),
        Platform,
        Merchant: null,
        State switch
        {
            SharedPaymentToken.Reserved s => s.Session,
            SharedPaymentToken.Used s => s.Session,
            _ => null,
        },
        Facts?.Currency,
        Facts?.Limit ?? Facts?.Remaining,
        AmountKind.Maximum,
        FirstSeenAt,
        Facts?.ExpiresAt,
        (State as SharedPaymentToken.Used)?.At,
        RevokedAt: null,
        Reason: null,
        PaymentIntent: null,
        RevocationConfirmed: true,
        Mandate: null,
        NextAction: null,
        Facts?.Agent,
        Facts?.Risk,
        Metadata: null);

    private SharedPaymentTokenStatus StatusAt(DateTimeOffset now) => State switch
    {
        SharedPaymentToken.Used => SharedPaymentTokenStatus.Used,
        SharedPaymentToken.Revoked => SharedPaymentTokenStatus.Revoked,
        SharedPaymentToken.Expired => SharedPaymentTokenStatus.Expired,
        _ when Facts?.ExpiresAt <= now => SharedPaymentTokenStatus.Expired,
        _ => SharedPaymentTokenStatus.Active,
    };
}
