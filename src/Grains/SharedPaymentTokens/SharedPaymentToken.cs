using System.Diagnostics;
using System.Text.Json.Serialization;
using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.Store;

namespace Acp.SharedPaymentTokens;

/// <summary>
/// What we know of a token that reached us or was issued through us. USED beats REVOKED beats EXPIRED: a use that is
/// heard of late still counts. The private constructor closes the hierarchy.
/// </summary>
[JsonDerivedType(typeof(Free), "free")]
[JsonDerivedType(typeof(Reserved), "reserved")]
[JsonDerivedType(typeof(Used), "used")]
[JsonDerivedType(typeof(Revoked), "revoked")]
[JsonDerivedType(typeof(Expired), "expired")]
public abstract record SharedPaymentToken : Stored
{
    private SharedPaymentToken() { }

    /// <summary>No session holds it. Whether it can still be charged is a matter of time, too.</summary>
    public sealed record Free : SharedPaymentToken;

    /// <summary>An attempt of <paramref name="Session"/> may charge it.</summary>
    public sealed record Reserved(string Session, int Attempt) : SharedPaymentToken;

    /// <param name="Session">Null where somebody other than us used it.</param>
    /// <param name="At">When we learned of it.</param>
    /// <param name="PaymentIntent">The payment, where it is known.</param>
    /// <param name="Captured">Null where it is not known.</param>
    public sealed record Used(string? Session, DateTimeOffset At, string? PaymentIntent = null, Capture? Captured = null) : SharedPaymentToken;

    /// <param name="At">Null only in what was stored before this was kept.</param>
    /// <param name="By">Null where the provider told us.</param>
    /// <param name="Confirmed">False while the provider has not: then a use may still be heard of.</param>
    public sealed record Revoked(DateTimeOffset? At = null, string? By = null, string? Reason = null, bool Confirmed = true) : SharedPaymentToken;

    /// <param name="At">When it was found to have expired; null only in what was stored before this was kept.</param>
    public sealed record Expired(DateTimeOffset? At = null) : SharedPaymentToken;

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
        (null, TokenEvent.Seen) => new Free(),
        (not null, TokenEvent.Seen) => state, // What was shown alive may have been shown before it ended.
        (null or Free, TokenEvent.ReservedBy e) => new Reserved(e.Session, e.Attempt),
        (Reserved held, TokenEvent.ReleasedBy e) when held.Session == e.Session => new Free(),
        (Reserved held, TokenEvent.UsedBy e) when held.Session == e.Session => new Used(e.Session, e.At, e.PaymentIntent, e.Captured),
        (null or Free or Expired or Used { Session: null }, TokenEvent.FoundUsedBy { Use: var e }) => new Used(e.Session, e.At, e.PaymentIntent, e.Captured),
        (Free or Expired, TokenEvent.RevokedBy e) => new Revoked(e.At, e.By, e.Reason, e.Confirmed),
        (Free, TokenEvent.TimeUp e) => new Expired(e.At),
        (null or Free, TokenEvent.FoundDeactivated e) => Deactivated(e),
        (Expired, TokenEvent.FoundDeactivated { Why: not TokenDeactivation.Expired } e) => Deactivated(e),
        (Revoked, TokenEvent.FoundDeactivated { Why: TokenDeactivation.Consumed } e) => Deactivated(e),
        (Revoked s, TokenEvent.FoundDeactivated) => s with { Confirmed = true },
        (Used s, TokenEvent.FoundDeactivated e) => s with { PaymentIntent = s.PaymentIntent ?? e.PaymentIntent, Captured = s.Captured ?? e.Captured },
        (Expired, TokenEvent.FoundDeactivated) => state,
        _ => throw new UnreachableException($"{change} cannot follow {state}."),
    };

    private static SharedPaymentToken Deactivated(TokenEvent.FoundDeactivated e) => e.Why switch
    {
        TokenDeactivation.Consumed => new Used(Session: null, e.At, e.PaymentIntent, e.Captured),
        TokenDeactivation.Expired => new Expired(e.At),
        _ => new Revoked(e.At),
    };
}

/// <summary>What was taken with a token.</summary>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217, lower case; null where the provider did not say.</param>
public sealed record Capture(long Amount, string? Currency) : Stored;

/// <summary>What can happen to a token. The private constructor closes the hierarchy.</summary>
public abstract record TokenEvent
{
    private TokenEvent() { }

    /// <summary>It was issued, or it reached us and was not charged: it is listed from now on.</summary>
    public sealed record Seen : TokenEvent;

    public sealed record ReservedBy(string Session, int Attempt) : TokenEvent;

    public sealed record ReleasedBy(string Session) : TokenEvent;

    public sealed record UsedBy(string Session, DateTimeOffset At, string? PaymentIntent, Capture? Captured) : TokenEvent;

    /// <summary>The provider holds a charge of the session that used it, and that no record of ours reserved it for.</summary>
    public sealed record FoundUsedBy(UsedBy Use) : TokenEvent;

    /// <summary>An operator revoked it. Not while a session holds it: it may be the charge.</summary>
    public sealed record RevokedBy(string By, string? Reason, DateTimeOffset At, bool Confirmed) : TokenEvent;

    /// <summary>Its time has passed and nobody holds it.</summary>
    public sealed record TimeUp(DateTimeOffset At) : TokenEvent;

    /// <summary>The provider says the token can no longer be charged.</summary>
    /// <param name="PaymentIntent">The payment that used it, where known.</param>
    /// <param name="Captured">Where it was used.</param>
    public sealed record FoundDeactivated(
        TokenDeactivation Why, DateTimeOffset At, string? PaymentIntent = null, Capture? Captured = null) : TokenEvent
    {
        /// <param name="facts">Of a token that is deactivated.</param>
        public static FoundDeactivated Of(TokenFacts facts, DateTimeOffset at, string? paymentIntent = null) => new(
            facts.Deactivation!.Value,
            at,
            facts.Deactivation == TokenDeactivation.Consumed ? paymentIntent : null,
            facts.Deactivation == TokenDeactivation.Consumed ? new Capture(facts.Captured, facts.Currency) : null);
    }
}
