namespace Acp.Simulation;

/// <summary>
/// How the orders of a schedule live on; drawn before anything happens. It has a stream of chance of its own, and in most
/// schedules nobody touches an order once it is placed: they tell of the checkout, and take no longer than they did.
/// </summary>
internal sealed class OrderPace
{
    private const long Stream = 0x0DE25;
    private const int LivesOnOneIn = 4;

    private static readonly (int Weight, Temper Temper)[] Tempers =
    [
        (4, Temper.Sound), (3, Temper.Flapping), (2, Temper.Hanging), (3, Temper.LosesAnswers), (2, Temper.DeadForAWhile), (1, Temper.DeadForEver),
    ];

    public OrderPace(long seed)
    {
        Chance = new Chance(seed ^ Stream);
        LiveOn = Chance.OneIn(LivesOnOneIn);
        Clerks = LiveOn ? Chance.Weighted([(2, 1), (3, 2)]) : 0;
        Moves = Chance.Weighted([(2, 1), (3, 2), (3, 4)]);
        AreTold = LiveOn && Chance.OneIn(2);
        MovesMoney = LiveOn && Chance.OneIn(2);
    }

    public Chance Chance { get; }

    /// <summary>Whether anybody works on the orders.</summary>
    public bool LiveOn { get; }

    /// <summary>At work on one order at once.</summary>
    public int Clerks { get; }

    /// <summary>Of each clerk.</summary>
    public int Moves { get; }

    /// <summary>Whether there are endpoints.</summary>
    public bool AreTold { get; }

    /// <summary>Whether refunds are what the clerks are mostly after.</summary>
    public bool MovesMoney { get; }

    public Temper NextTemper() => Chance.Weighted(Tempers);
}
