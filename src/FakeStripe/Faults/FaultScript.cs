namespace Acp.Fakes;

/// <summary>What is to go wrong next. The first fault in line that is meant for a call meets it, once for each of its times.</summary>
public sealed class FaultScript
{
    private readonly Lock gate = new();
    private readonly List<Fault> line = [];
    private readonly List<StandingFault> standing = [];
    private readonly List<Hold> holds = [];

    /// <param name="delay">For <see cref="FaultKind.Slow"/> and <see cref="FaultKind.Late"/>.</param>
    public void Next(FaultKind kind, StripeCall call = StripeCall.Charge, int times = 1, TimeSpan delay = default) =>
        Add(new Fault(kind, call, times, delay, kind is FaultKind.HoldBeforeExecution or FaultKind.HoldAfterExecution ? new Hold() : null));

    /// <summary>From now on, each call meant that meets no fault in line meets this one by chance, until <see cref="Clear"/>.</summary>
    /// <param name="seed">The same seed draws the same chances, call by call.</param>
    /// <param name="delay">For <see cref="FaultKind.Slow"/> and <see cref="FaultKind.Late"/>.</param>
    public void Often(FaultKind kind, double probability, StripeCall call = StripeCall.Charge, int seed = 0, TimeSpan delay = default)
    {
        var fault = new StandingFault(kind, call, probability, seed, delay);
        lock (gate)
        {
            standing.Add(fault);
        }
    }

    public Hold HoldBeforeExecution(StripeCall call = StripeCall.Charge, int times = 1) =>
        Held(FaultKind.HoldBeforeExecution, call, times);

    public Hold HoldAfterExecution(StripeCall call = StripeCall.Charge, int times = 1) =>
        Held(FaultKind.HoldAfterExecution, call, times);

    /// <summary>Forgets what has not happened yet. Calls that stand at a gate stay there.</summary>
    public void Clear()
    {
        lock (gate)
        {
            line.Clear();
            standing.Clear();
        }
    }

    /// <summary>Opens every gate.</summary>
    public void ReleaseAll()
    {
        lock (gate)
        {
            holds.ForEach(hold => hold.Release());
            holds.Clear();
        }
    }

    /// <returns>Gates that are closed, and those of them at which a call stands.</returns>
    public (int Closed, int Arrived) Holds()
    {
        lock (gate)
        {
            return (holds.Count, holds.Count(hold => hold.Arrived.IsCompleted));
        }
    }

    internal Fault? Take(StripeCall call)
    {
        lock (gate)
        {
            var fault = line.Find(it => it.Call == StripeCall.Any || it.Call == call);
            if (fault is null)
            {
                return standing.Select(it => it.Meet(call)).FirstOrDefault(met => met is not null);
            }

            if (--fault.Times <= 0)
            {
                line.Remove(fault);
            }

            return fault;
        }
    }

    private Hold Held(FaultKind kind, StripeCall call, int times)
    {
        var hold = new Hold();
        Add(new Fault(kind, call, times, default, hold));
        return hold;
    }

    private void Add(Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Times, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Delay, TimeSpan.Zero);
        lock (gate)
        {
            line.Add(fault);
            if (fault.Hold is { } hold)
            {
                holds.Add(hold);
            }
        }
    }
}
