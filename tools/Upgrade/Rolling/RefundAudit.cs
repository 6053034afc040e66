using Acp.Chaos.Auditing;
using Acp.Chaos.Provider;

namespace Acp.Upgrade.Rolling;

/// <summary>What the desk was told it gave back, held against what the provider gave back. Pure.</summary>
internal static class RefundAudit
{
    /// <param name="refunded">Orders, each once.</param>
    /// <param name="amount">Of each, minor units.</param>
    public static IEnumerable<Violation> Examine(IEnumerable<string> refunded, long amount, IReadOnlyCollection<GivenBack> refunds)
    {
        var known = refunded.ToHashSet(StringComparer.Ordinal);
        var made = refunds.ToLookup(refund => refund.Order ?? "", StringComparer.Ordinal);
        foreach (var order in known.Where(order => made[order].Sum(refund => refund.Amount) != amount))
        {
            yield return new Violation(null, "refund", $"{amount} of {order} was to be given back, and the provider gave {made[order].Sum(refund => refund.Amount)}");
        }

        foreach (var stranger in made.Where(refund => !known.Contains(refund.Key)))
        {
            yield return new Violation(null, "refund", $"the provider gave back {stranger.Sum(refund => refund.Amount)} of {stranger.Key}, and nobody was told so");
        }
    }
}
