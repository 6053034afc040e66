using Acp.Bench.Recording;
using Acp.Gateway.Hosting;
using Acp.Storage;
using Acp.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Bench.Contenders;

/// <summary>A store with checkouts in it that were made by nobody: the recorded one, again and again under other names.</summary>
internal sealed class StoredShop(string connection, RecordedCheckout recorded)
{
    /// <summary>Many at once: they share flushes.</summary>
    private const int AtOnce = 256;

    /// <summary>On a thread of its own: opening blocks, and whoever asks may be on the one thread that waits for sockets.</summary>
    public Task<IOpenStore> Open() => Open(connection);

    /// <inheritdoc cref="Open()"/>
    public static Task<IOpenStore> Open(string connection) => Task.Run(() => Stores.Open(connection, TimeProvider.System, NullLoggerFactory.Instance));

    public async Task Fill(long checkouts)
    {
        await using var store = await Open();
        await Stock(store, checkouts);
        var left = checkouts;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(lane => Task.Run(async () =>
        {
            var writer = new CommitShopper(store, recorded, lane);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await writer.Buy();
            }
        })));
    }

    /// <summary>What the checkouts then take.</summary>
    public static async Task Stock(IStore store, long count)
    {
        var unit = new Unit(new RandomIds(TimeProvider.System).NewCommitId(), TimeProvider.System.GetUtcNow())
        {
            Counters = [new CounterChange(Pricing.StockCounters.Available(Shop.Item), count, Floor: null)],
        };
        await store.Commit(unit);
    }
}
