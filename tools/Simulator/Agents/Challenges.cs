using System.Globalization;
using Acp.CheckoutSessions;

namespace Acp.Simulation;

/// <summary>
/// 3-D Secure that agents run themselves, before they pay or when they are asked to: what they bring of it to a complete.
/// It has a stream of chance of its own, so that schedules in which nobody runs it are what they were without it.
/// </summary>
internal sealed class Challenges(long seed)
{
    private const long Stream = 0x3D5EC;
    private const int DeniedOneIn = 40;

    private static readonly TimeSpan LongestChallenge = TimeSpan.FromSeconds(40);

    private readonly Chance chance = new(seed ^ Stream);
    private int proofs;

    private enum End
    {
        NotRun,
        Proven,
        Unproven,
        Denied,
    }

    private static readonly (int Weight, End End)[] Before = [(7, End.NotRun), (2, End.Proven), (1, End.Unproven), (1, End.Denied)];
    private static readonly (int Weight, End End)[] After = [(2, End.NotRun), (6, End.Proven), (1, End.Unproven), (2, End.Denied)];

    public TimeSpan Takes() => chance.UpTo(LongestChallenge);

    /// <summary>What an agent brings that was not asked: mostly nothing.</summary>
    public AuthenticationResult? BeforePaying(GrantedCard card) => card.MustAuthenticate
        ? ResultOf(chance.Weighted(Before))
        : chance.OneIn(DeniedOneIn) ? ResultOf(End.Denied) : null;

    /// <summary>What an agent brings once the issuer has asked for it; null where it leaves that to the shopper.</summary>
    public AuthenticationResult? WhenAsked() => ResultOf(chance.Weighted(After));

    private AuthenticationResult? ResultOf(End end) => end switch
    {
        End.Proven => new(AuthenticationOutcome.Authenticated, new AuthenticationProof(NextCryptogram(), "05", "ds-1", "2.2.0")),
        End.Unproven => new(AuthenticationOutcome.Authenticated, Proof: null),
        End.Denied => new(AuthenticationOutcome.Denied, Proof: null),
        _ => null,
    };

    private string NextCryptogram() => string.Create(CultureInfo.InvariantCulture, $"proof{++proofs}");
}
