using Acp.Bench.Http;
using Acp.Gateway;
using Acp.Gateway.Hosting;
using Acp.Pricing;
using Acp.Storage.Memory;
using Acp.Store;

namespace Acp.Bench.Recording;

/// <summary>Makes one checkout at the product's own composition, over HTTP, and keeps what it commits.</summary>
internal static class Recorder
{
    public static async Task<RecordedCheckout> Record(string catalogPath)
    {
        var store = new RecordingStore(new MemoryStore(TimeProvider.System));
        await using var app = Build(store, catalogPath);
        await app.Services.GetRequiredService<StockSeeder>().Apply(app.Services.GetRequiredService<CatalogFileSource>().Current);
        await app.StartAsync();
        using var shopper = new HttpShopper(new Uri(app.Urls.First()), lane: 0);
        store.Units.Clear();
        await shopper.Buy();
        await app.StopAsync();
        return new RecordedCheckout([.. store.Units]);
    }

    private static WebApplication Build(IStore store, string catalogPath)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(Shop.Settings(catalogPath));
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddHosting();
        builder.AddInProcessEngine();
        builder.Services.AddAcp().AddCheckout().AddPaymentProvider().AddSingleton(store);
        Silence(builder.Services);
        var app = builder.Build();
        app.UseAcp();
        app.MapAcp();
        return app;
    }

    // It greets newcomers on the console, and is not to be met here.
    private static void Silence(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(Opening)));
}
