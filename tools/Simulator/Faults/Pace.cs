namespace Acp.Simulation;

/// <summary>How a schedule is laid out; drawn before anything happens.</summary>
internal sealed class Pace
{
    private static readonly (int Weight, TimeSpan Longest)[] Longest =
    [
        (54, TimeSpan.FromSeconds(2)), (20, TimeSpan.FromMinutes(15)), (12, TimeSpan.FromHours(4)), (14, TimeSpan.FromHours(30)),
    ];

    private static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(6);

    private readonly Chance chance;
    private readonly TimeSpan longest;

    public Pace(Chance chance)
    {
        this.chance = chance;
        longest = chance.Weighted(Longest);
        Nodes = chance.Weighted([(4, 2), (1, 3)]);
        Sessions = chance.Weighted([(15, 1), (4, 2), (1, 3)]);
        Agents = chance.Weighted([(5, 1), (6, 2), (2, 3)]);
        Moves = longest > UsualLifetime ? chance.Weighted([(1, 3), (1, 5)]) : chance.Weighted([(2, 1), (4, 2), (4, 3), (2, 5)]);

        // Six hours as configured by default, or long enough for keys to be forgotten while it can still be paid.
        SessionLifetime = longest > UsualLifetime ? UsualLifetime * 16 : UsualLifetime;
        Mugs = chance.Weighted([(6, 100), (1, 2), (1, 1)]);
        Platforms = chance.Weighted([(6, 0), (2, 1), (1, 2)]);
        if (Platforms > 0)
        {
            Agents = chance.Weighted([(2, 0), (2, 1)]);
        }

        Issues = chance.Weighted([(3, 1), (3, 2), (1, 4)]);
        TokensPerDay = chance.Weighted([(4, 100), (1, 2), (1, 1)]);
        AmountPerDay = chance.Weighted([(4, 1_000_000), (1, 2_500), (1, 1_200)]);
    }

    public int Nodes { get; }

    public int Sessions { get; }

    /// <summary>Clients at work at once.</summary>
    public int Agents { get; }

    /// <summary>Clients that have tokens issued. In most schedules there are none: one that has both tells of less, and takes longer.</summary>
    public int Platforms { get; }

    /// <summary>Moves of each platform.</summary>
    public int Issues { get; }

    /// <summary>The policy's limit.</summary>
    public long TokensPerDay { get; }

    /// <summary>The policy's limit, in minor units.</summary>
    public long AmountPerDay { get; }

    /// <summary>Of each agent.</summary>
    public int Moves { get; }

    public TimeSpan SessionLifetime { get; }

    /// <summary>In stock at the start.</summary>
    public int Mugs { get; }

    /// <summary>Before a move: mostly at once, so that calls meet.</summary>
    public TimeSpan Pause() => chance.UpTo(chance.OneIn(2) ? TimeSpan.FromMilliseconds(40) : longest);
}
