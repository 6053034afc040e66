using System.Globalization;
using Acp.ProviderEvents;

namespace Acp.Simulation;

/// <summary>What came of one schedule.</summary>
/// <param name="Transitions">Which faults each transition of a payment met, one bit for each <see cref="FaultKind"/>.</param>
/// <param name="TokenTransitions">As above, of tokens, issues and events.</param>
/// <param name="TokenOrders">The orders of what befell the tokens that were issued.</param>
public sealed record Outcome(
    long Seed,
    Violation? Violation,
    IReadOnlyDictionary<string, uint> Transitions,
    IReadOnlyDictionary<string, uint> TokenTransitions,
    IReadOnlyList<string> TokenOrders,
    int Steps);

/// <summary>One schedule from its seed: agents and faults, then peace, then the audit. Single-threaded, and alone with its state.</summary>
public sealed class Schedule
{
    /// <summary>Wakes of the due loop after the last fault; what needs more is not settling.</summary>
    private const int MaxSweeps = 2_000;

    private const int SweepsIfUnsettled = 8;
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromDays(5);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly World world;
    private readonly Trace? trace;

    private Schedule(long seed, Settings settings, Trace? trace)
    {
        this.trace = trace;
        world = new World(seed, settings, trace);
    }

    /// <param name="trace">Takes the story; null where only the verdict is wanted.</param>
    /// <exception cref="HarnessException">The simulator itself is at fault.</exception>
    public static Outcome Run(long seed, Settings settings, Trace? trace = null)
    {
        try
        {
            return new Schedule(seed, settings, trace).Run(seed);
        }
        catch (HarnessException e)
        {
            throw new HarnessException(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {e.Message}"), e);
        }
    }

    private bool Broken => world.Auditor.Violation is not null;

    private Outcome Run(long seed)
    {
        world.Stock();
        world.Aftermath.Draw();
        Agents();
        Until(() => world.AtWork == 0);
        Heal();
        world.Auditor.Close();
        trace?.Line(world.Auditor.Violation is { } violation ? $"VIOLATION {violation.Invariant}: {violation.What}" : "Verdict: every invariant held.");
        var auditor = world.Auditor;
        return new Outcome(seed, auditor.Violation, auditor.Transitions, auditor.TokenTransitions, auditor.TokenOrders, world.Scheduler.Steps);
    }

    private void Agents()
    {
        var shops = world.Pace.Sessions;
        for (var i = 0; i < shops; i++)
        {
            world.Employ(new Agent(world, 0, i).Create);
        }

        Until(() => world.AtWork == 0);
        for (var i = 1; i <= world.Pace.Agents; i++)
        {
            world.Employ(new Agent(world, i, 0).Live);
        }

        for (var i = 1; i <= world.PagePace.Shoppers && world.Purchases.Count > 0; i++)
        {
            world.Employ(new PageShopper(world, world.PagePace.Chance.Of(world.Purchases), i).Live);
        }

        for (var i = 1; i <= world.Pace.Platforms; i++)
        {
            world.Employ(new Platform(world, i).Live);
        }
    }

    private void Heal()
    {
        trace?.Line("From now on nothing fails any more.");
        world.Faults.Heal();
        world.Scheduler.IsPunctual = world.OrderPace.AreTold; // Who delays whom is told by the clock.
        ToRest();
        ReviveEvents();
        Settle();
        if (ReviveDeliveries())
        {
            Settle();
        }

        // Nobody may stay open for ever because nobody was to be woken.
        world.Scheduler.JumpTo(world.Auditor.LatestExpiry);
    }

    private void Settle()
    {
        var until = world.Scheduler.Now + SettlesWithin;
        for (var sweep = 0; !Broken && !IsSettled(sweep) && world.Auditor.NextDue is { } due && due <= until && sweep < MaxSweeps; sweep++)
        {
            world.Scheduler.JumpTo((due > world.Scheduler.Now ? due : world.Scheduler.Now) + world.Chance.UpTo(Tick));
            world.Auditor.Sweeping();
            var node = world.Chance.Of([.. world.Cluster.Alive]);
            trace?.Say(node.Name, "sweeps what is due");
            world.Cluster.Begin(node, node.SweepDue);
            ToRest();
        }
    }

    /// <summary>What was given up, because its endpoint was dead for days, is sent again when a person wants it or the order goes on.</summary>
    private bool ReviveDeliveries()
    {
        var dead = world.Auditor.DeadDeliveries;
        foreach (var (endpoint, order) in dead)
        {
            world.Begin(() => new Clerk(world, order, number: 0).Revive(endpoint));
        }

        ToRest();
        return dead.Count > 0;
    }

    /// <summary>What was given up while everything failed is for a person to have tried again.</summary>
    private void ReviveEvents()
    {
        foreach (var dead in world.Auditor.DeadEvents)
        {
            world.Begin(() => world.Cluster.Ask<IProviderEvent, ProviderEventView?>(
                world.Cluster.Alive.First(), dead, it => it.TryAgain("operator", "The provider is back."), SettlesWithin));
        }

        ToRest();
    }

    private bool IsSettled(int sweeps) =>
        world.Auditor.AllAreOver || (!world.Settings.MustSettle && sweeps >= SweepsIfUnsettled && world.Auditor.AllAreOverOrUnknown);

    private void ToRest() => world.Scheduler.Run(() => Broken);

    private void Until(Func<bool> done)
    {
        world.Scheduler.Run(() => done() || Broken);
        if (!done() && !Broken)
        {
            throw new HarnessException("Nothing can run any more, and the agents still wait.");
        }
    }
}
