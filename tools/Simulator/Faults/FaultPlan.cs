namespace Acp.Simulation;

/// <summary>
/// Which faults a schedule may meet and how often. Few kinds a schedule, but often: what is drawn from everything at
/// once meets nothing twice.
/// </summary>
internal sealed class FaultPlan
{
    private const int MaxStrikes = 3;
    private const double LookUpsMeet = 0.35;

    private static readonly FaultKind[] Drawn =
    [
        FaultKind.Crash, FaultKind.Crash, FaultKind.Pause, FaultKind.Pause, FaultKind.TwoActivations,
        FaultKind.CommitLost, FaultKind.CommitAnswerLost, FaultKind.CommitLate, FaultKind.ReadFailed,
        FaultKind.RequestLost, FaultKind.ReplyLost, FaultKind.RequestLate, FaultKind.Slow, FaultKind.Executed500,
        FaultKind.Failed500, FaultKind.Status409, FaultKind.Status429, FaultKind.Status429, FaultKind.Refused, FaultKind.Refused,
        FaultKind.Garbage, FaultKind.TokenRevoked, FaultKind.TokenExpired, FaultKind.NoticeLate, FaultKind.NoticeLate,
        FaultKind.NoticeLate, FaultKind.NoticeTwice, FaultKind.NoticeTwice, FaultKind.NoticeLost, FaultKind.NoticeLost,
    ];

    private static readonly FaultKind[] OfCommits = [FaultKind.CommitLost, FaultKind.CommitAnswerLost, FaultKind.CommitLate];

    private static readonly FaultKind[] OfRequests =
    [
        FaultKind.Refused, FaultKind.RequestLost, FaultKind.ReplyLost, FaultKind.RequestLate, FaultKind.Slow, FaultKind.Executed500,
        FaultKind.Failed500, FaultKind.Status409, FaultKind.Status429, FaultKind.Garbage,
    ];

    private readonly Chance chance;
    private readonly double[] probabilities = new double[Enum.GetValues<FaultKind>().Length];
    private int strikes;

    public FaultPlan(Chance chance)
    {
        this.chance = chance;
        var kinds = chance.Weighted([(1, 0), (4, 1), (8, 2), (7, 3), (4, 4), (1, 7)]);
        for (var i = 0; i < kinds; i++)
        {
            var kind = chance.Of(Drawn);
            probabilities[(int)kind] = Frequency(kind);
        }
    }

    public bool Healed { get; private set; }

    /// <summary>Whether the provider's notices are to fail, for which there must be some.</summary>
    public bool MeetsNotices => Has(FaultKind.NoticeLate) || Has(FaultKind.NoticeTwice) || Has(FaultKind.NoticeLost);

    public bool Has(FaultKind kind) => !Healed && probabilities[(int)kind] > 0;

    public bool Meets(FaultKind kind) => Has(kind) && chance.With(probabilities[(int)kind]);

    public FaultKind? OnCommit() => First(OfCommits, 1);

    /// <param name="isSend">A charge, the issue of a token or its revocation.</param>
    public FaultKind? OnRequest(bool isSend) => First(OfRequests, isSend ? 1 : LookUpsMeet);

    /// <summary>Crash or pause of a process at one of the points where it waits.</summary>
    public FaultKind? OnWait()
    {
        if (strikes >= MaxStrikes)
        {
            return null;
        }

        FaultKind? struck = Meets(FaultKind.Crash) ? FaultKind.Crash : Meets(FaultKind.Pause) ? FaultKind.Pause : null;
        strikes += struck is null ? 0 : 1;
        return struck;
    }

    /// <summary>From now on nothing fails any more.</summary>
    public void Heal() => Healed = true;

    private FaultKind? First(FaultKind[] kinds, double share)
    {
        if (Healed)
        {
            return null;
        }

        foreach (var kind in kinds)
        {
            if (probabilities[(int)kind] is > 0 and var probability && chance.With(probability * share))
            {
                return kind;
            }
        }

        return null;
    }

    private double Frequency(FaultKind kind) => kind switch
    {
        FaultKind.Crash or FaultKind.Pause => chance.Of([0.01, 0.03, 0.08]),
        FaultKind.ReadFailed => chance.Of([0.02, 0.08]),
        _ => chance.Of([0.1, 0.3, 0.6]),
    };
}
