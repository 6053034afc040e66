using Acp.Due;
using Acp.Pricing;

namespace Acp.Gateway.Hosting;

/// <summary>What runs beside the requests: work that falls due, and edits of the catalog.</summary>
internal sealed class Background(
    DueLoop due, CatalogFileSource catalog, StockSeeder stock, TimeProvider clock, ILogger<CatalogWatcher> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var watcher = new CatalogWatcher(catalog, stock.Apply, clock, log);
        try
        {
            await Task.WhenAll(due.Run(stoppingToken), watcher.Run(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }
}
