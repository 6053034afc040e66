using Acp.Pricing;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>The mugs, as the committed counter changes add up.</summary>
internal sealed class StockBook(long seed)
{
    private readonly Dictionary<string, long> counters = new() { [StockCounters.Available(SimPricing.Mug)] = seed };

    public long Available => counters.GetValueOrDefault(StockCounters.Available(SimPricing.Mug));

    public long Held => counters.GetValueOrDefault(StockCounters.Held(SimPricing.Mug));

    public long Sold => counters.GetValueOrDefault(StockCounters.Sold(SimPricing.Mug));

    public void Add(CounterChange change) => counters[change.Name] = counters.GetValueOrDefault(change.Name) + change.Delta;

    /// <param name="held">By the attempts that are open.</param>
    /// <param name="sold">By the sessions that are completed.</param>
    public Violation? Check(long held, long sold) =>
        Available >= 0 && Held == held && Sold == sold && Available + Held + Sold == seed
            ? null
            : new Violation(Invariant.StockAddsUp, $"Of {seed} mugs {Available} are available, {Held} held ({held} by open attempts), {Sold} sold ({sold} in completed sessions).");
}
