namespace Acp.Simulation;

/// <summary>Who pays on pages. It has a stream of chance of its own; in most schedules nobody does.</summary>
internal sealed class PagePace
{
    private const long Stream = 0x9A6E5;
    private const int PaysOneIn = 5;

    public PagePace(long seed)
    {
        Chance = new Chance(seed ^ Stream);
        Shoppers = Chance.OneIn(PaysOneIn) ? Chance.Weighted([(3, 1), (1, 2)]) : 0;
        Presses = Chance.Weighted([(2, 1), (3, 2), (1, 3)]);
    }

    public Chance Chance { get; }

    public int Shoppers { get; }

    /// <summary>Of each.</summary>
    public int Presses { get; }
}
