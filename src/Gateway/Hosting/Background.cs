using Acp.Due;
using Acp.Pricing;

namespace Acp.Gateway.Hosting;

/// <summary>Beside the requests: what falls due.</summary>
internal sealed class DueWork(DueLoop due) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Background.UntilStopped(due.Run, stoppingToken);
}

/// <summary>Beside the requests: edits of the catalog.</summary>
internal sealed class CatalogEdits(CatalogFileSource catalog, StockSeeder stock, TimeProvider clock, ILogger<CatalogWatcher> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Background.UntilStopped(new CatalogWatcher(catalog, stock.Apply, clock, log).Run, stoppingToken);
}

internal static class Background
{
    public static async Task UntilStopped(Func<CancellationToken, Task> run, CancellationToken stop)
    {
        try
        {
            await run(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }
}
