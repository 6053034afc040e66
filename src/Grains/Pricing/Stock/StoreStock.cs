using Acp.Store;

namespace Acp.Pricing;

/// <summary>Stock as the store counts it; which products are counted is the catalog's say.</summary>
/// <param name="catalog">The snapshot in force.</param>
public sealed class StoreStock(IStore store, Func<CatalogSnapshot> catalog) : IStock
{
    /// <summary>A product that left the file is no longer sold, though a cart may still hold it at its frozen price.</summary>
    private const long NotSold = 0;

    public async ValueTask<long?> Available(string productId) => catalog().Product(productId) switch
    {
        null => NotSold,
        { Stock: null } => null,
        _ => await store.ReadCounter(StockCounters.Available(productId)),
    };
}
