namespace Acp.Fakes;

/// <summary>A fault that stays: each call it is meant for meets it by chance, and the same seed draws the same chances.</summary>
internal sealed class StandingFault
{
    private readonly FaultKind kind;
    private readonly StripeCall call;
    private readonly double probability;
    private readonly TimeSpan delay;
    private readonly Random chance;

    /// <exception cref="ArgumentException">The probability is not above 0 and at most 1, or the kind holds calls at a gate.</exception>
    public StandingFault(FaultKind kind, StripeCall call, double probability, int seed, TimeSpan delay)
    {
        if (kind is FaultKind.HoldBeforeExecution or FaultKind.HoldAfterExecution)
        {
            throw new ArgumentException("A gate is for one call, not for chance.", nameof(kind));
        }

        if (probability is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), "A probability is above 0 and at most 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        (this.kind, this.call, this.probability, this.delay, chance) = (kind, call, probability, delay, new Random(seed));
    }

    public Fault? Meet(StripeCall met) =>
        (call == StripeCall.Any || call == met) && chance.NextDouble() < probability ? new Fault(kind, call, 1, delay, null) : null;
}
