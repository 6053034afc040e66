namespace Acp.Chaos.Faults;

/// <summary>
/// Draws faults without end; the same seed draws the same. Three lanes run beside each other, so that a node may die while
/// the database restarts and the provider loses replies; within a lane one fault ends before the next begins.
/// </summary>
internal sealed class FaultPlan(int seed, int nodes)
{
    // Shares of a hundred.
    private static readonly (int Share, FaultKind Kind)[] OfNodes =
        [(45, FaultKind.Kill), (27, FaultKind.Freeze), (14, FaultKind.RollingRestart), (14, FaultKind.KillAll)];

    private static readonly (int Share, FaultKind Kind)[] OfDatabase =
        [(20, FaultKind.RestartDatabase), (20, FaultKind.KillDatabase), (30, FaultKind.Stall), (30, FaultKind.Cut)];

    private static readonly (int Share, string Reply)[] OfProvider =
        [(30, "lose_reply"), (15, "lose_request"), (15, "commit_then500"), (15, "slow"), (5, "late"), (8, "reply429"), (7, "reply409"), (5, "fail500")];

    public IEnumerable<Fault> Nodes()
    {
        for (var chance = new Random(seed); ;)
        {
            var kind = Weighted(chance, OfNodes);
            yield return new(kind, Seconds(chance, 4, 12), chance.Next(nodes), kind == FaultKind.Freeze ? Seconds(chance, 4, 12) : Seconds(chance, 0, 3));
        }
    }

    public IEnumerable<Fault> Database()
    {
        for (var chance = new Random(unchecked(seed + 1_000_003)); ;)
        {
            yield return new(Weighted(chance, OfDatabase), Seconds(chance, 8, 24), chance.Next(nodes), Seconds(chance, 1, 7));
        }
    }

    public IEnumerable<Fault> Provider()
    {
        for (var chance = new Random(unchecked(seed + 2_000_003)); ;)
        {
            yield return new(
                FaultKind.Provider, Seconds(chance, 4, 10), 0, Seconds(chance, 2, 6), Weighted(chance, OfProvider), 0.1 + (chance.NextDouble() * 0.5));
        }
    }

    private static TimeSpan Seconds(Random chance, double least, double most) =>
        TimeSpan.FromMilliseconds(chance.Next((int)(least * 1000), (int)(most * 1000)));

    private static T Weighted<T>(Random chance, (int Share, T Item)[] items)
    {
        var drawn = chance.Next(items.Sum(item => item.Share));
        return items.First(item => (drawn -= item.Share) < 0).Item;
    }
}
