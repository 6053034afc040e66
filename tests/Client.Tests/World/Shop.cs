using Acp.Fakes;
using Acp.Gateway;
using Acp.Gateway.Admin;
using Acp.Gateway.Hosting;
using Acp.Gateway.Issuing;
using Acp.Gateway.Merchants;
using Acp.Gateway.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Acp.Client.Tests;

/// <summary>The real gateway in this process, with its demo merchant and catalog, a store in memory, and the fake provider.</summary>
public sealed class Shop : IAsyncLifetime
{
    private WebApplication app = null!;

    public FakeStripe Stripe => app.Services.GetRequiredService<FakeStripe>();

    public Uri Address => new(app.Urls.First());

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Development,
            ContentRootPath = Path.Combine(Repository.Root, "src", "Gateway"),
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Store"] = "memory:",
            ["FakeStripe:JournalPath"] = "",

            // A charge whose answer is lost is unknown at once: whoever repeats it is the client.
            ["Checkout:SendsPerCall"] = "1",
        });
        builder.AddHosting();
        builder.Services.AddCheckout().AddPaymentProvider();
        builder.AddInProcessEngine();
        builder.Services.AddDueWork().AddAcp().AddIssuing().AddAdmin().AddMerchants().AddHostedService<DemoMerchant>().AddWebhooks();
        app = builder.Build();
        app.UseAcp();
        app.MapAcp();
        app.MapIssuing();
        app.MapAdmin();
        app.MapProviderWebhooks();
        await app.StartAsync();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    internal AcpClient Client(HttpMessageHandler network, AcpClientOptions? options = null, TimeProvider? clock = null, Func<double>? chance = null) =>
        new(new HttpClient(network, disposeHandler: false) { BaseAddress = Address }, "demo_platform_key", options, clock, chance);

    internal AcpAdminClient Admin(HttpMessageHandler network) =>
        new(new HttpClient(network, disposeHandler: false) { BaseAddress = Address }, "demo_admin_key");
}
