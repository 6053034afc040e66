using System.Globalization;
using Acp.Payments;

namespace Acp.CheckoutSessions;

/// <summary>
/// The only proof that an attempt of unknown outcome charged nothing and never will: its token can no longer be charged,
/// nothing was captured with it, the provider holds no intent of ours, and no send of ours can still be on its way. Silence
/// of the provider proves nothing, nor does time.
/// </summary>
public static class NeverCharged
{
    /// <summary>
    /// What passed the token's check just before the token died may still be at work. Longer than any call of ours and
    /// than a packet can live on the way.
    /// </summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    /// <summary>The provider's clock decides when a token expires; ours may be ahead, and its own machines may differ.</summary>
    public static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    /// <param name="none">The token as it was read before the intents.</param>
    /// <param name="now">Before the provider was asked. Where its clock says an earlier time, that counts: a machine whose clock is hours ahead must not take a living token for dead.</param>
    /// <returns>What is missing, a sentence each; empty where it is proven.</returns>
    public static IReadOnlyList<string> Missing(ChargeAttempt attempt, ChargeFinding.NoneOfOurs none, DateTimeOffset now) =>
        [.. OfToken(none).Concat(OfSends(attempt, none.SaidAt < now ? none.SaidAt.Value : now))];

    /// <summary>How the token died, by the provider's word or by its clock; ours alone proves nothing.</summary>
    public static TokenDeactivation? DeathOf(ChargeFinding.NoneOfOurs none) => DeathOf(none.Token, none.SaidAt ?? DateTimeOffset.MinValue);

    /// <summary>Whether, as far as we know, no charge can begin on it any more. Not for tokens that were used: a use may be ours.</summary>
    public static bool IsDeadUnused(TokenFacts? token, DateTimeOffset now) => DeathOf(token, now) is not null;

    /// <returns>Null while it can be charged, or where it was.</returns>
    private static TokenDeactivation? DeathOf(TokenFacts? token, DateTimeOffset now) => token switch
    {
        { Captured: not 0 } => null,
        { Deactivation: TokenDeactivation.Expired or TokenDeactivation.Revoked } => token.Deactivation,
        { Deactivation: null, ExpiresAt: { } at } when at + ClockDifference <= now => TokenDeactivation.Expired,
        _ => null,
    };

    private static IEnumerable<string> OfToken(ChargeFinding.NoneOfOurs none)
    {
        var token = none.Token;
        if (token is null)
        {
            yield return "The provider does not know the token.";
        }
        else if (token.Captured != 0 || token.Deactivation is TokenDeactivation.Consumed)
        {
            yield return "The token was charged, but no intent of this session was found: compare with the provider's dashboard.";
        }
        else if (DeathOf(none) is null)
        {
            yield return token.ExpiresAt is { } at
                ? $"The token can still be charged until {at.ToString("u", CultureInfo.InvariantCulture)}."
                : "The token can still be charged, and does not expire.";
        }
    }

    private static IEnumerable<string> OfSends(ChargeAttempt attempt, DateTimeOffset now)
    {
        if (now - attempt.NewestSendAt < Quiet)
        {
            yield return $"The newest send is less than {Quiet.TotalMinutes} minutes old; it may still be on its way.";
        }
    }
}
