using System.Text;
using Acp.Payments;

namespace Acp.CheckoutSessions;

/// <summary>
/// When a session is to be looked at next if nobody calls. Pure. What is open is asked for ever more seldom, in
/// proportion to how long it has been open, and every session at a moment of its own: after an outage of the provider
/// they do not come all at once.
/// </summary>
public static class Schedule
{
    private const double Spread = 0.25;

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

    private static TimeSpan Pause(ChargeAttempt attempt, DateTimeOffset now, TimeSpan least, CheckoutOptions options)
    {
        var half = (now - attempt.FirstSentAt) / 2 * (1 - Spread + (2 * Spread * Fraction(attempt)));
        return half < least ? least : half > options.SettleAtMost ? options.SettleAtMost : half;
    }

    // FNV-1a: equal in every process, unlike a string's own hash code.
    private static double Fraction(ChargeAttempt attempt)
    {
        var hash = Encoding.UTF8.GetBytes(attempt.ProviderKey).Aggregate(2166136261u, Mix);
        return Mix(hash, (byte)(attempt.Sends % 256)) / (double)uint.MaxValue;

        static uint Mix(uint hash, byte b) => unchecked((hash ^ b) * 16777619u);
    }
}
