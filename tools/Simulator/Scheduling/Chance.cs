namespace Acp.Simulation;

/// <summary>
/// The one source of chance of a schedule: SplitMix64 (Steele, Lea, Flood 2014), written out so that a seed means the
/// same on every runtime.
/// </summary>
public sealed class Chance
{
    private const double Unit = 1.0 / (1UL << 53);
    private ulong state;

    public Chance(long seed)
    {
        state = unchecked((ulong)seed * 0xD1342543DE82EF95UL);
        Next();
    }

    public ulong Next()
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <returns>From 0 to <paramref name="count"/> − 1.</returns>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    public bool OneIn(int count) => Below(count) == 0;

    public bool With(double probability) => (Next() >> 11) * Unit < probability;

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public T Weighted<T>(IReadOnlyList<(int Weight, T Item)> items)
    {
        var total = 0;
        foreach (var (weight, _) in items)
        {
            total += weight;
        }

        var drawn = Below(total);
        var i = 0;
        while ((drawn -= items[i].Weight) >= 0)
        {
            i++;
        }

        return items[i].Item;
    }

    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromMilliseconds(Below((int)Math.Max(1, (most - least).TotalMilliseconds)));

    public TimeSpan UpTo(TimeSpan most) => Between(TimeSpan.Zero, most);
}
