using Acp.Fakes;
using Acp.Gateway.Hosting;
using Acp.Pricing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Acp.Client.Tests;

/// <summary>The real gateway in this process, with its demo merchant and catalog, a store in memory, and the fake provider.</summary>
public sealed class Shop : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["environment"] = "Development",
        ["contentRoot"] = Path.Combine(Repository.Root, "src", "Gateway"),
        ["urls"] = "http://127.0.0.1:0",
        ["Store"] = "memory:",
        ["FakeStripe:JournalPath"] = "",

        // A charge whose answer is lost is unknown at once: whoever repeats it is the client.
        ["Checkout:SendsPerCall"] = "1",
    };

    private WebApplication app = null!;

    public FakeStripe Stripe => app.Services.GetRequiredService<FakeStripe>();

    public Uri Address => new(app.Urls.First());

    public async ValueTask InitializeAsync()
    {
        (app, var duties) = GatewayHost.Build([.. Settings.Select(setting => $"--{setting.Key}={setting.Value}")], builder =>
        {
            builder.AddInProcessEngine();
            builder.Logging.ClearProviders();
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Opening))); // It greets newcomers on the console.
            return Duties.Serve | Duties.Due;
        });
        GatewayHost.Map(app, duties);
        await app.Services.GetRequiredService<StockSeeder>().Apply(app.Services.GetRequiredService<CatalogFileSource>().Current);
        await app.StartAsync();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    internal AcpClient Client(HttpMessageHandler network, AcpClientOptions? options = null, TimeProvider? clock = null, Func<double>? chance = null) =>
        new(new HttpClient(network, disposeHandler: false) { BaseAddress = Address }, "demo_platform_key", options, clock, chance);

    internal AcpAdminClient Admin(HttpMessageHandler network, TimeProvider? clock = null) =>
        new(new HttpClient(network, disposeHandler: false) { BaseAddress = Address }, "demo_admin_key", options: null, clock);
}
