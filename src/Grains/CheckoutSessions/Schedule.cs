using Acp.Payments;

namespace Acp.CheckoutSessions;

/// <summary>
/// When a session is to be looked at next if nobody calls. Pure. What is open is asked for after <see cref="Pauses"/>.
/// </summary>
public static class Schedule
{
    /// <param name="token">As the provider last told us of the attempt's token.</param>
    /// <returns>Null: never again.</returns>
    public static DateTimeOffset? Next(CheckoutSession session, TokenFacts? token, DateTimeOffset now, CheckoutOptions options) => session.Payment switch
    {
        Payment.Open => session.ExpiresAt,
        Payment.Charging s when UntilProven(s.Attempt, token, now) is { } proven => proven,
        Payment.Charging s => now + Pause(s.Attempt, now, options.SettleAfter, options),
        Payment.Waiting s => Earlier(session.ExpiresAt, now + Pause(s.Attempt, now, options.LookAtWaitingAfter, options), now),
        _ => null,
    };

    // Nothing but the quiet after the last send is missing.
    private static DateTimeOffset? UntilProven(ChargeAttempt attempt, TokenFacts? token, DateTimeOffset now)
    {
        var quiet = attempt.NewestSendAt + NeverCharged.Quiet;
        return NeverCharged.IsDeadUnused(token, now) && quiet > now ? quiet : null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset expiry, DateTimeOffset next, DateTimeOffset now) =>
        expiry > now && expiry < next ? expiry : next;

    private static TimeSpan Pause(ChargeAttempt attempt, DateTimeOffset now, TimeSpan least, CheckoutOptions options) =>
        Pauses.Next(now - attempt.FirstSentAt, attempt.ProviderKey, attempt.Sends, least, options.SettleAtMost);
}
