namespace Acp.Pricing;

/// <summary>Something an amount is divided over, in proportion to its weight.</summary>
/// <param name="Name">Decides between equal remainders, so that the order of lines never moves a cent.</param>
public sealed record Portion(string Name, long Weight);

/// <summary>Largest remainder: the parts sum to the whole exactly, and none exceeds its weight. Docs: decisions/0004.</summary>
public static class Allocation
{
    /// <param name="amount">At most the sum of the weights; both are multiples of <paramref name="step"/>.</param>
    public static IReadOnlyList<long> Split(long amount, IReadOnlyList<Portion> portions, long step)
    {
        var whole = portions.Aggregate(Int128.Zero, (sum, portion) => sum + portion.Weight);
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((Int128)amount, whole, nameof(amount));
        var parts = new long[portions.Count];
        if (amount == 0)
        {
            return parts;
        }

        var steps = amount / step;
        var remainders = new Int128[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            (var quotient, remainders[i]) = Int128.DivRem((Int128)steps * portions[i].Weight, whole);
            parts[i] = (long)quotient * step;
        }

        HandOut((amount - parts.Sum()) / step, parts, remainders, portions, step);
        return parts;
    }

    private static void HandOut(long left, long[] parts, Int128[] remainders, IReadOnlyList<Portion> portions, long step)
    {
        var order = Enumerable.Range(0, parts.Length)
            .OrderByDescending(i => remainders[i])
            .ThenBy(i => portions[i].Name, StringComparer.Ordinal);
        foreach (var i in order.Take((int)left))
        {
            parts[i] += step;
        }
    }
}
