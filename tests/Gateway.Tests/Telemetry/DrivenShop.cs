using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests.Telemetry;

/// <summary>A shop in which a little of everything has happened that leaves a series behind.</summary>
internal static class DrivenShop
{
    /// <returns>What it shows at <c>/metrics</c>.</returns>
    public static async Task<string> Expose()
    {
        var folder = Directory.CreateTempSubdirectory("acp-metrics-");
        await using var receiver = await HookReceiver.Start();
        await using var shop = await MeasuredShop.Start(
            ("Merchant:Webhook:Url", receiver.UrlOf("merchant")), ("Merchant:Webhook:Secrets:0", "whsec_of_the_merchants_own_system"), ("Store", $"sqlite:{folder.FullName}/acp.db"));
        var session = await shop.Create();
        await shop.Complete(session, "key-1");
        await shop.Complete(session, "key-2"); // One that would have charged again.
        await shop.Complete(await shop.Create(), "key-3", "tok_decline");
        await shop.SweepDue();                  // The order is told to its merchant.
        await shop.Client.SendAsync(AcpHost.Get("/checkout_sessions/" + session));
        using var broken = await shop.Client.GetAsync("/healthz?");
        return await shop.Scrape();
    }
}
