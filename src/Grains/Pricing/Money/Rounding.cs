namespace Acp.Pricing;

/// <summary>The one rounding rule: half away from zero, to the currency's step. Docs: decisions/0004.</summary>
public static class Rounding
{
    public const long Million = 1_000_000;

    /// <returns><paramref name="ppm"/> millionths of <paramref name="amount"/>, as a multiple of <paramref name="step"/>.</returns>
    /// <exception cref="OverflowException">The share does not fit 64 bits.</exception>
    public static long Share(long amount, long ppm, long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfNegative(ppm);
        var unit = (Int128)Million * step;
        var steps = (((Int128)amount * ppm) + (unit / 2)) / unit; // A million is even, so the half is exact.
        return checked((long)(steps * step));
    }

    public static long ToStep(long amount, long step) => Share(amount, Million, step);
}
