using Acp.Pricing;

namespace Acp.Gateway.MerchantSystems;

/// <summary>
/// What the merchant's own system has left, and our counters where they have the product: the smaller of the two. The
/// number from outside only advises. What a checkout takes, it takes from our counters, in the commit that precedes the
/// charge: nothing that is said over a network can be part of that. docs/decisions/0027.
/// </summary>
internal sealed class RemoteStock(IStock counters, MerchantSystem system, CancellationToken budget) : IStock
{
    public async ValueTask<IReadOnlyList<Availability>> Available(IReadOnlyList<string> productIds)
    {
        var theirs = await system.Ask(Questions.Stock(productIds), answer => MerchantAnswers.Stock(answer, productIds), budget);
        return [.. (await counters.Available(productIds)).Zip(theirs, Smaller)];
    }

    private static Availability Smaller(Availability ours, long? theirs) => (ours.Units, theirs) switch
    {
        (null, _) => ours with { Units = theirs },
        (_, null) => ours,
        var (units, left) => ours with { Units = Math.Min(units.Value, left.Value) },
    };
}
