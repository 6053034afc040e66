using Acp.Bench.Http;
using Acp.Pricing;
using Acp.Storage.Memory;
using Acp.Store;

namespace Acp.Bench.Recording;

/// <summary>Makes one checkout at the product's own composition, over HTTP, and keeps what it commits.</summary>
internal static class Recorder
{
    public static async Task<RecordedCheckout> Record(string catalogPath)
    {
        var memory = new MemoryStore(TimeProvider.System);
        var store = new RecordingStore(memory);
        await using var app = OwnGateway.Build(Shop.Settings(catalogPath), services => services.AddSingleton<IStore>(store).AddSingleton<IInventory>(memory));
        await app.Services.GetRequiredService<StockSeeder>().Apply(app.Services.GetRequiredService<CatalogFileSource>().Current);
        await app.StartAsync();
        using var shopper = new HttpShopper(new Uri(app.Urls.First()), lane: 0);
        store.Units.Clear();
        await shopper.Buy();
        await app.StopAsync();
        return new RecordedCheckout([.. store.Units]);
    }
}
