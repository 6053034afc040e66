using Acp.Gateway;
using Acp.Gateway.Admin;
using Acp.Gateway.Hosting;
using Acp.Gateway.Issuing;
using Acp.Gateway.Merchants;

namespace Acp.Bench.Recording;

/// <summary>The product's own composition in this process.</summary>
internal static class OwnGateway
{
    /// <param name="change">What is put in the place of the product's own.</param>
    public static WebApplication Build(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection> change)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddHosting();
        builder.AddInProcessEngine();
        builder.Services.AddAcp().AddIssuing().AddAdmin().AddMerchants().AddCheckout().AddPaymentProvider();
        change(builder.Services);
        Silence(builder.Services);
        var app = builder.Build();
        app.UseAcp();
        app.MapAcp();
        app.MapAdmin();
        return app;
    }

    // It greets newcomers on the console, and is not to be met here.
    private static void Silence(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(Opening)));
}
