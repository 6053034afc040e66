using Acp.Pricing;

namespace Acp.Gateway.Hosting;

/// <summary>Before the first request: the catalog is read, its stock is in the store, the provider's settings are sound.</summary>
internal sealed class Opening(CatalogFileSource catalog, StockSeeder stock, FirstRun firstRun, IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await stock.Apply(catalog.Current);
        lifetime.ApplicationStarted.Register(firstRun.Print);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
