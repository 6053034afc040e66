using Acp.Payments;

namespace Acp.CheckoutSessions;

/// <summary>
/// When a session is to be looked at next if nobody calls. Pure. What is open is asked for after <see cref="Pauses"/>.
/// </summary>
public static class Schedule
{
    /// <param name="token">As the provider last told us of the attempt's token.</param>
    /// <returns>Null: never again.</returns>
    public static DateTimeOffset? Next(CheckoutSession session, TokenFacts? token, DateTimeOffset now, CheckoutOptions options) =>
        Earliest(OfPayment(session, token, now, options), PageRefund.Next(session.PageRefunds, now, options));

    private static DateTimeOffset? OfPayment(CheckoutSession session, TokenFacts? token, DateTimeOffset now, CheckoutOptions options) => session.Payment switch
    {
        Payment.Open => session.ExpiresAt,
        Payment.Charging s when UntilProven(s.Attempt, token, now) is { } proven => proven,
        Payment.Charging s => now + Pause(s.Attempt, now, options.SettleAfter, options),
        Payment.Waiting s => Earlier(session.ExpiresAt, now + Pause(s.Attempt, now, options.LookAtWaitingAfter, options), now),
        Payment.PageOpening s => now + Pause(s.Attempt, now, options.SettleAfter, options),
        Payment.PageOpen { IsOffered: false } s => now + Pause(s.Attempt, now, options.SettleAfter, options),
        Payment.PageOpen s => Earlier(
            session.ExpiresAt, Earlier(s.Attempt.Page!.ExpiresAt, now + Pause(s.Attempt, now, options.LookAtWaitingAfter, options), now), now),
        _ => null,
    };

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? one ?? other : one < other ? one : other;

    // Nothing but the quiet after the last send is missing.
    private static DateTimeOffset? UntilProven(ChargeAttempt attempt, TokenFacts? token, DateTimeOffset now)
    {
        var quiet = attempt.NewestSendAt + NeverCharged.Quiet;
        return NeverCharged.IsDeadUnused(token, now) && quiet > now ? quiet : null;
    }

    // What is past was seen to already.
    private static DateTimeOffset Earlier(DateTimeOffset expiry, DateTimeOffset next, DateTimeOffset now) =>
        expiry > now && expiry < next ? expiry : next;

    private static TimeSpan Pause(ChargeAttempt attempt, DateTimeOffset now, TimeSpan least, CheckoutOptions options) =>
        Pauses.Next(now - attempt.FirstSentAt, attempt.ProviderKey, attempt.Sends, least, options.SettleAtMost);
}
