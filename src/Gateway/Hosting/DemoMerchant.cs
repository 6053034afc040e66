using Acp.Gateway.Merchants;
using Acp.Merchants;
using Acp.Store;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Hosting;

/// <summary>
/// In Development: a merchant to have tokens issued for, registered and verified as an administrator would, over the
/// same fetcher. Once somebody has suspended it, it stays so.
/// </summary>
internal sealed partial class DemoMerchant(
    MerchantRegistry merchants, IOptions<MerchantsOptions> options, IHostApplicationLifetime lifetime, ILogger<DemoMerchant> log) : BackgroundService
{
    private const string By = "demo";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Value.Demo is { } demo
        ? Background.UntilStopped(stop => IntroduceOnceStarted(demo, stop), stoppingToken)
        : Task.CompletedTask;

    private async Task IntroduceOnceStarted(DemoMerchantOptions demo, CancellationToken stop)
    {
        await Started(stop); // It may be this very gateway that has to answer.
        await Introduce(demo);
    }

    private async Task Introduce(DemoMerchantOptions demo)
    {
        try
        {
            var registered = await merchants.Register(demo.Domain, demo.Profile, By);
            var answer = registered is MerchantAnswer.Stands { Merchant.Status: MerchantStatus.Registered } ? await merchants.Verify(demo.Domain, By) : registered;
            LogIntroduced(demo.Domain, answer.GetType().Name);
        }
        catch (StoreUnavailableException e)
        {
            LogNotIntroduced(e);
        }
    }

    private async Task Started(CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var signal = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stop);
    }

    [LoggerMessage(LogLevel.Information, "The demo merchant {Domain}: {Answer}.")]
    private partial void LogIntroduced(string domain, string answer);

    [LoggerMessage(LogLevel.Warning, "The demo merchant could not be registered; an administrator can.")]
    private partial void LogNotIntroduced(Exception cause);
}
