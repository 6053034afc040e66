using System.Text.Json;
using Acp.Store;

namespace Acp.Pricing;

/// <summary>
/// Brings the file's stock numbers into the counters. A number in the file is everything ever supplied; the first is
/// added whole, later ones as the difference to the one before. The number seen last and the counter change in one
/// unit, so a crash loses both or neither, and of two processes with the same file one adds.
/// </summary>
public sealed class StockSeeder(IStore store, IIds ids, TimeProvider time)
{
    /// <summary>Every conflict is another process that got further; this many in a row are a loop.</summary>
    private const int MostTries = 20;

    /// <summary>Enough to share a flush, few enough to leave buyers their turn.</summary>
    private const int AtOnce = 64;

    /// <exception cref="StoreUnavailableException">Safe to apply again, whether or not the last unit landed.</exception>
    public async ValueTask Apply(CatalogSnapshot catalog)
    {
        // A product without a number keeps what the counters know, for the day it is counted again.
        foreach (var some in catalog.Products.Where(product => product.Stock is not null).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(product => Apply(product.Id, product.Stock!.Value)));
        }
    }

    private async Task Apply(string productId, long stock)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var stored = await store.Load(SeededStock.KeyOf(productId));
            var seeded = SeededStock.Read(stored?.State);
            if (seeded?.Seed == stock || await store.Commit(Unit(productId, seeded, stored?.Version ?? 0, stock)) is Verdict.Committed)
            {
                return;
            }
        }

        throw new StoreUnavailableException($"The stock of {productId} kept changing; it is not brought up to date.");
    }

    private Unit Unit(string productId, SeededStock? before, long version, long stock)
    {
        var (key, now) = (SeededStock.KeyOf(productId), time.GetUtcNow());
        var after = new SeededStock(stock, before?.Since ?? now);
        var index = new IndexColumns("stock", "seeded", Platform: null, Amount: stock, Currency: null, after.Since);
        var detail = JsonSerializer.Serialize(new StockSeedChange(before?.Seed, stock), SeededStockJson.Default.StockSeedChange);
        return new Unit(ids.NewCommitId(), now)
        {
            States = [new StateChange(key, version, after.Write(), index)],

            // No floor: the merchant may take away more than is left. Then nobody can buy until it is made up for.
            Counters = [new CounterChange(StockCounters.Available(productId), stock - (before?.Seed ?? 0), Floor: null)],
            Audit = [new AuditEntry(key, now, "catalog", "stock.seeded", detail)],
        };
    }
}
