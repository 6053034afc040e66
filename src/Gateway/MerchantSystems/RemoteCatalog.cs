using Acp.Pricing;

namespace Acp.Gateway.MerchantSystems;

/// <summary>The merchant's own catalog. Asked about what enters a cart only: from then on the session keeps its price.</summary>
/// <param name="budget">Canceled when the pricing has no time left.</param>
internal sealed class RemoteCatalog(MerchantSystem system, IReadOnlyCollection<string> currencies, CancellationToken budget = default) : ICatalog
{
    private static readonly IReadOnlyDictionary<string, FrozenProduct> Nothing = new Dictionary<string, FrozenProduct>();

    public IReadOnlyCollection<string> Currencies => currencies;

    public async ValueTask<IReadOnlyDictionary<string, FrozenProduct>> Find(IReadOnlyCollection<string> ids, string currency)
    {
        // What no product can be called is not asked for: it is the platform's text, and may be long.
        string[] possible = [.. ids.Where(ProductIds.IsPossible)];
        return possible.Length == 0
            ? Nothing
            : await system.Ask(Questions.Products(possible, currency), answer => MerchantAnswers.Products(answer, possible, currency), budget);
    }
}
