using Acp.Store;

namespace Acp.Pricing;

/// <summary>Stock as the store counts it; which products are counted is the catalog's say.</summary>
/// <param name="catalog">The snapshot in force.</param>
/// <param name="namesAll">False where another catalog says what is sold, and the file counts some of it.</param>
public sealed class StoreStock(IStore store, Func<CatalogSnapshot> catalog, bool namesAll = true) : IStock
{
    /// <summary>A product that left the file is no longer sold, though a cart may still hold it at its frozen price.</summary>
    private static readonly Availability NotSold = new(0, IsCountedHere: true);

    public async ValueTask<IReadOnlyList<Availability>> Available(IReadOnlyList<string> productIds)
    {
        var (snapshot, available) = (catalog(), new List<Availability>(productIds.Count));
        foreach (var id in productIds)
        {
            available.Add(await Available(snapshot.Product(id), id));
        }

        return available;
    }

    private async ValueTask<Availability> Available(CatalogProduct? product, string id) => product switch
    {
        null => namesAll ? NotSold : Availability.NotCounted,
        { Stock: null } => Availability.NotCounted,
        _ => Availability.Counted(await store.ReadCounter(StockCounters.Available(id))),
    };
}
