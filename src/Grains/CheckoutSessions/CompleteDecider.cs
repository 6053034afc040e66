using System.Diagnostics;
using Acp.Payments;
using Acp.Pricing;
using Acp.SharedPaymentTokens;

namespace Acp.CheckoutSessions;

/// <summary>What a complete does next. The private constructor closes the hierarchy.</summary>
public abstract record CompleteDecision
{
    private CompleteDecision() { }

    public sealed record Refuse(Refusal Refusal) : CompleteDecision;

    public sealed record AlreadyCompleted : CompleteDecision;

    /// <summary>The total is zero: complete without the provider.</summary>
    public sealed record CompleteWithoutCharge : CompleteDecision;

    /// <summary>The token is ahead of this session: another process went further. Reload and decide anew.</summary>
    public sealed record Reload : CompleteDecision;

    /// <summary>Nothing is known of the token yet: ask the provider, then decide anew.</summary>
    public sealed record LookUpToken : CompleteDecision;

    /// <summary>The token was charged, and we do not know by whom: it may have been by us, for this very session.</summary>
    public sealed record FindEarlierCharge : CompleteDecision;

    /// <summary>It was: an earlier charge of this session that its record has lost, as after a restore. The money is taken; complete.</summary>
    public sealed record AdoptCharge(int Number, string IntentId) : CompleteDecision;

    /// <summary>It was, but not for this total. Neither yes nor no: a person has to decide.</summary>
    public sealed record PutBeforeAPerson(int Number) : CompleteDecision;

    /// <summary>The provider did not say what the token is worth: nothing may be sent.</summary>
    public sealed record ProviderUnavailable : CompleteDecision;

    /// <summary>The total rose above what was shown and the token is not known to cover it: show the new price.</summary>
    public sealed record ComeBackRepriced : CompleteDecision;

    public sealed record Begin(int Number) : CompleteDecision;

    public sealed record Resume(ChargeAttempt Attempt) : CompleteDecision;

    /// <summary>A repeat could be a second charge, because the provider may have forgotten the key, or is no use: it is only looked for.</summary>
    public sealed record FindCharge(ChargeAttempt Attempt) : CompleteDecision;

    public sealed record LookUpIntent(string IntentId) : CompleteDecision;

    /// <summary>The shopper has a page open: it must first be closed for certain, and may turn out to be paid.</summary>
    public sealed record ClosePage : CompleteDecision;

    /// <summary>Another token is offered, or a proof that the intent was not made with: it must first be canceled for certain.</summary>
    public sealed record AbandonIntent(string IntentId) : CompleteDecision;
}

/// <param name="Token">The token as the platform sent it.</param>
/// <param name="Reserved">What we know of it ourselves; null where it never reached us.</param>
/// <param name="LookedUp">What the provider said of it during this call; null before it was asked.</param>
/// <param name="Earlier">What the provider said of charges of this session; null before it was asked.</param>
/// <param name="Charged">What the provider last said of the token that is being charged, which may be another; null where nothing.</param>
public sealed record OfferedToken(
    string Token, SharedPaymentToken? Reserved, TokenLookup? LookedUp, ChargeFinding? Earlier = null, TokenFacts? Charged = null)
{
    /// <summary>The platform that had it issued through us; null where that was not so, or has not reached us.</summary>
    public string? IssuedTo { get; init; }

    /// <summary>The shopper's authentication did not end well: nothing may be charged for this request.</summary>
    public bool IsDenied { get; init; }

    /// <summary>It brings a proof of authentication that the open attempt does not carry.</summary>
    public bool BringsProof { get; init; }

    /// <summary>The store was restored since the session was created: its record may have lost a charge.</summary>
    public bool MayHaveLostACharge { get; init; }
}

/// <summary>Decides a complete. Pure: time and facts arrive as arguments.</summary>
public static class CompleteDecider
{
    /// <summary>Stripe may forget keys after 24 h (api/idempotent_requests); past that a repeat could charge twice.</summary>
    public static readonly TimeSpan ResendLimit = TimeSpan.FromHours(23);

    /// <summary>How long a permission to send is good for. A process that stood still for longer must ask anew: the proof that nothing was charged rests on it.</summary>
    public static readonly TimeSpan PermissionLasts = TimeSpan.FromMinutes(2);

    public static bool MaySend(ChargeAttempt attempt, DateTimeOffset now) => now - attempt.FirstSentAt < ResendLimit;

    /// <summary>The send that was permitted last may leave until then, and no later.</summary>
    public static DateTimeOffset LeavesBefore(ChargeAttempt attempt)
    {
        var (forgotten, lapsed) = (attempt.FirstSentAt + ResendLimit, attempt.NewestSendAt + PermissionLasts);
        return forgotten < lapsed ? forgotten : lapsed;
    }

    /// <param name="repriced">The session's quote with the request's billing address applied.</param>
    public static CompleteDecision OnComplete(CheckoutSession session, OfferedToken offered, Quote repriced, DateTimeOffset now) =>
        session.Payment switch
        {
            Payment.Charged => new CompleteDecision.AlreadyCompleted(),
            Payment.Closed s => new CompleteDecision.Refuse(Refusals.Closed(s.Because)),
            Payment.Charging s when !MaySend(s.Attempt, now) => new CompleteDecision.FindCharge(s.Attempt),

            // A repeat could charge nothing any more, and would put off the proof of that.
            Payment.Charging s when NeverCharged.IsDeadUnused(offered.Charged, now) => new CompleteDecision.FindCharge(s.Attempt),
            Payment.Charging s => new CompleteDecision.Resume(s.Attempt), // Never Begin: the first send may have taken the money.

            // It will not be charged for this request, but it may have been paid all the same.
            Payment.Waiting s when offered.IsDenied => new CompleteDecision.LookUpIntent(s.IntentId),
            Payment.Waiting s when !GivesUp(s, offered) => new CompleteDecision.LookUpIntent(s.IntentId),

            // Nothing could be charged in its stead.
            Payment.Waiting when repriced.Obstacles.Count > 0 => new CompleteDecision.Refuse(Refusals.NotReady(repriced.Obstacles)),
            Payment.Waiting s => new CompleteDecision.AbandonIntent(s.IntentId),
            Payment.PageOpening or Payment.PageOpen when offered.IsDenied => new CompleteDecision.Refuse(Refusals.NotAuthenticated),
            Payment.PageOpening or Payment.PageOpen when repriced.Obstacles.Count > 0 => new CompleteDecision.Refuse(Refusals.NotReady(repriced.Obstacles)),
            Payment.PageOpening or Payment.PageOpen when now >= session.ExpiresAt || repriced.Total == 0 => new CompleteDecision.ClosePage(),

            // The shopper keeps the page where nothing would come of the token.
            Payment.PageOpening or Payment.PageOpen => OnToken(session, NextNumber(session.Payment)!.Value, offered, repriced, now) switch
            {
                CompleteDecision.Begin or CompleteDecision.ComeBackRepriced or CompleteDecision.AdoptCharge or CompleteDecision.PutBeforeAPerson =>
                    new CompleteDecision.ClosePage(), // Never Begin: it may have been paid.
                var decision => decision,
            },
            Payment.Open when now >= session.ExpiresAt => new CompleteDecision.Refuse(Refusals.Expired),
            Payment.Open when offered.IsDenied => new CompleteDecision.Refuse(Refusals.NotAuthenticated),
            Payment.Open when repriced.Obstacles.Count > 0 => new CompleteDecision.Refuse(Refusals.NotReady(repriced.Obstacles)),
            Payment.Open when repriced.Total == 0 => new CompleteDecision.CompleteWithoutCharge(),
            Payment.Open s => OnToken(session, s.Refused + 1, offered, repriced, now),
            _ => throw new UnreachableException($"Unhandled {session.Payment}."),
        };

    /// <summary>Of the attempt that a complete would begin, now or once the page is closed; null where one on the token rail is open, or it is over.</summary>
    public static int? NextNumber(Payment payment) => payment switch
    {
        Payment.Open s => s.Refused + 1,
        Payment.PageOpening s => s.Attempt.Number + 1,
        Payment.PageOpen s => s.Attempt.Number + 1,
        _ => null,
    };

    // Another token, or a proof that an intent which waits for the shopper was made without.
    private static bool GivesUp(Payment.Waiting waiting, OfferedToken offered) =>
        waiting.Attempt.Token != offered.Token || (waiting.For == WaitingFor.Shopper && offered.BringsProof);

    private static CompleteDecision OnToken(CheckoutSession session, int number, OfferedToken offered, Quote repriced, DateTimeOffset now)
    {
        return offered switch
        {
            { Reserved: SharedPaymentToken.Reserved held } when held.Session == session.Id => new CompleteDecision.Reload(),
            { Reserved: SharedPaymentToken.Used used } when used.Session == session.Id => new CompleteDecision.Reload(),

            // Before anything is told of its state: whoever holds a stolen id learns nothing of the token from us.
            { IssuedTo: { } platform } when platform != session.Platform => new CompleteDecision.Refuse(Refusals.TokenOfAnotherPlatform),
            { MayHaveLostACharge: true } when OnLost(session, offered.Earlier, repriced) is { } lost => lost,
            { Reserved: SharedPaymentToken.Used { Session: null } or SharedPaymentToken.Expired } => OnEnded(session, offered, repriced),
            { Reserved: { } known } when SharedPaymentToken.RefuseReservation(known) is { } taken => new CompleteDecision.Refuse(taken),
            _ => OnLookUp(session, number, offered, repriced, now),
        };
    }

    // Whatever the token: a number that is drawn anew is safe only where the provider still knows its key, and of a number
    // that was refused before it was carried out, or is older than a day, it does not.
    private static CompleteDecision? OnLost(CheckoutSession session, ChargeFinding? earlier, Quote repriced) => earlier switch
    {
        ChargeFinding.NoneOfOurs or ChargeFinding.Found { Answer: ChargeAnswer.Declined or ChargeAnswer.Canceled } => null,
        _ => OnConsumed(session, earlier, repriced),
    };

    // That it ended, an event or the clock has told, and neither says by whom it was used before.
    private static CompleteDecision OnEnded(CheckoutSession session, OfferedToken offered, Quote repriced) => offered.LookedUp switch
    {
        null => new CompleteDecision.LookUpToken(),
        TokenLookup.NotAnswered => new CompleteDecision.ProviderUnavailable(),
        TokenLookup.Found { Facts.Deactivation: TokenDeactivation.Consumed } => OnConsumed(session, offered.Earlier, repriced),
        _ => new CompleteDecision.Refuse(SharedPaymentToken.RefuseReservation(offered.Reserved!)!),
    };

    private static CompleteDecision OnLookUp(CheckoutSession session, int number, OfferedToken offered, Quote repriced, DateTimeOffset now) =>
        offered.LookedUp switch
        {
            null => new CompleteDecision.LookUpToken(),
            TokenLookup.NotAnswered => new CompleteDecision.ProviderUnavailable(),
            TokenLookup.Unknown => new CompleteDecision.Refuse(Refusals.TokenUnknown),
            TokenLookup.Found { Facts.Deactivation: TokenDeactivation.Consumed } => OnConsumed(session, offered.Earlier, repriced),
            TokenLookup.Found found => OnFacts(session, number, found.Facts, repriced.Total, now),
            _ => throw new UnreachableException($"Unhandled {offered.LookedUp}."),
        };

    // Nobody is told of a used token before it is certain that the use was not our own charge of this session.
    private static CompleteDecision OnConsumed(CheckoutSession session, ChargeFinding? earlier, Quote repriced) => earlier switch
    {
        null => new CompleteDecision.FindEarlierCharge(),
        ChargeFinding.NotAnswered => new CompleteDecision.ProviderUnavailable(),
        ChargeFinding.Found { Answer: ChargeAnswer.Succeeded paid } found
            when found.Amount == repriced.Total && found.Currency == session.Currency && !session.HasClosedPage(found.Attempt) => new CompleteDecision.AdoptCharge(found.Attempt, paid.IntentId),
        ChargeFinding.Found { Answer: ChargeAnswer.Declined or ChargeAnswer.Canceled } or ChargeFinding.NoneOfOurs =>
            new CompleteDecision.Refuse(Refusals.TokenUsed),
        ChargeFinding.Found found => new CompleteDecision.PutBeforeAPerson(found.Attempt),
        _ => throw new UnreachableException($"Unhandled {earlier}."),
    };

    private static CompleteDecision OnFacts(CheckoutSession session, int number, TokenFacts facts, long total, DateTimeOffset now)
    {
        if (RefuseFacts(facts, session.Currency, now) is { } refusal)
        {
            return new CompleteDecision.Refuse(refusal);
        }

        var covered = facts.Remaining is { } remaining && remaining >= total;
        if (total > session.Quote.Total && !covered)
        {
            return new CompleteDecision.ComeBackRepriced();
        }

        return RefuseTotal(facts, total) is { } tooMuch ? new CompleteDecision.Refuse(tooMuch) : new CompleteDecision.Begin(number);
    }

    // An exact amount is ours to hold: the provider would take any that is not above it.
    private static Refusal? RefuseTotal(TokenFacts facts, long total) => facts switch
    {
        { IsExact: true } when (facts.Limit ?? facts.Remaining) is { } exact && exact != total => Refusals.TokenAmountMismatch(exact, total),
        { Remaining: { } limit } when limit < total => Refusals.TokenLimitExceeded(limit, total),
        _ => null,
    };

    private static Refusal? RefuseFacts(TokenFacts facts, string currency, DateTimeOffset now) => facts switch
    {
        { Deactivation: TokenDeactivation.Revoked or TokenDeactivation.Other } => Refusals.TokenRevoked,
        { Deactivation: TokenDeactivation.Expired } => Refusals.TokenExpired,
        { ExpiresAt: { } at } when at <= now => Refusals.TokenExpired,
        { Currency: { } of } when of != currency => Refusals.TokenCurrencyMismatch(of, currency),
        _ => null,
    };
}
