using Acp.Pricing;
using Acp.Store;

namespace Acp.Gateway.Hosting;

/// <summary>Before the first request: the catalog is read, its stock is in the store, a restore is known of, the provider's settings are sound.</summary>
internal sealed class Opening(
    CatalogFileSource catalog, StockSeeder stock, RestoreMark restored, IStore store, FirstRun firstRun, IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await restored.Read(store);
        await stock.Apply(catalog.Current);
        lifetime.ApplicationStarted.Register(firstRun.Print);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
