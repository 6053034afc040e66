using System.Diagnostics;
using Acp.Payments;

namespace Acp.CheckoutSessions;

/// <summary>Why a session is looked at without a caller.</summary>
public enum Occasion
{
    /// <summary>Its time has come.</summary>
    Due,

    /// <summary>The provider let us know that something happened.</summary>
    Told,
}

/// <summary>What is to be done about a session that nobody calls. The private constructor closes the hierarchy.</summary>
public abstract record SettleDecision
{
    private SettleDecision() { }

    /// <summary>Nothing now.</summary>
    public sealed record Rest : SettleDecision;

    public sealed record Expire : SettleDecision;

    /// <summary>The same bytes again under the same key: the provider answers what it did, or does it now.</summary>
    public sealed record Repeat(ChargeAttempt Attempt) : SettleDecision;

    /// <summary>Sending again would be a second charge, or is no use: only look.</summary>
    public sealed record FindCharge(ChargeAttempt Attempt) : SettleDecision;

    public sealed record LookUpIntent(ChargeAttempt Attempt, string IntentId) : SettleDecision;

    /// <summary>The session's time is over and the shopper has not paid: cancel the intent for certain.</summary>
    public sealed record AbandonIntent(ChargeAttempt Attempt, string IntentId) : SettleDecision;

    public sealed record FindPage(ChargeAttempt Attempt) : SettleDecision;

    /// <summary>The session's time is over, or the page collects another amount: close it for certain.</summary>
    public sealed record ClosePage(ChargeAttempt Attempt) : SettleDecision;
}

/// <summary>Decides how a session settles by itself. Pure: time and facts arrive as arguments.</summary>
public static class SettleDecider
{
    /// <param name="token">As the provider last told us of the attempt's token; null where it never did.</param>
    public static SettleDecision OnWake(CheckoutSession session, TokenFacts? token, Occasion occasion, DateTimeOffset now, CheckoutOptions options) =>
        session.Payment switch
        {
            Payment.Charged or Payment.Closed => new SettleDecision.Rest(),
            Payment.Open when now >= session.ExpiresAt => new SettleDecision.Expire(),
            Payment.Open => new SettleDecision.Rest(),
            Payment.Waiting s when now >= session.ExpiresAt => new SettleDecision.AbandonIntent(s.Attempt, s.IntentId),
            Payment.Waiting s => new SettleDecision.LookUpIntent(s.Attempt, s.IntentId),
            Payment.Charging s when occasion == Occasion.Told => new SettleDecision.FindCharge(s.Attempt),

            // Its caller is still at it.
            Payment.Charging s when now < s.Attempt.NewestSendAt + options.SettleAfter => new SettleDecision.Rest(),
            Payment.Charging s when CompleteDecider.MaySend(s.Attempt, now) && !NeverCharged.IsDeadUnused(token, now) =>
                new SettleDecision.Repeat(s.Attempt),
            Payment.Charging s => new SettleDecision.FindCharge(s.Attempt),
            Payment.PageOpening s => OnOpening(s.Attempt, occasion, now, options),
            Payment.PageOpen s when now >= session.ExpiresAt || !s.IsOffered => new SettleDecision.ClosePage(s.Attempt),
            Payment.PageOpen s => new SettleDecision.FindPage(s.Attempt),
            _ => throw new UnreachableException($"Unhandled {session.Payment}."),
        };

    private static SettleDecision OnOpening(ChargeAttempt attempt, Occasion occasion, DateTimeOffset now, CheckoutOptions options) => occasion switch
    {
        Occasion.Told => new SettleDecision.FindPage(attempt),
        _ when now < attempt.NewestSendAt + options.SettleAfter => new SettleDecision.Rest(), // The shopper still waits for it.
        _ when PageDecider.MaySend(attempt, now) => new SettleDecision.Repeat(attempt),
        _ => new SettleDecision.FindPage(attempt),
    };

    /// <param name="now">Before the provider was asked.</param>
    /// <returns>Null where the finding settles nothing: the outcome stays unknown.</returns>
    public static PaymentEvent? OnFinding(Payment state, ChargeFinding finding, DateTimeOffset now) => (state, finding) switch
    {
        (_, ChargeFinding.Found found) => AnswerDecider.OnAnswer(state, found.Answer),
        (Payment.Charging s, ChargeFinding.NoneOfOurs none) => OnNone(s.Attempt, none, now),
        (Payment.Waiting s, ChargeFinding.NoneOfOurs none) => OnNone(s.Attempt, none, now),
        _ => null,
    };

    private static PaymentEvent.FoundUncharged? OnNone(ChargeAttempt attempt, ChargeFinding.NoneOfOurs none, DateTimeOffset now) =>
        NeverCharged.Missing(attempt, none, now).Count == 0 ? new PaymentEvent.FoundUncharged(NeverCharged.DeathOf(none)!.Value) : null;
}
