using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Due;
using Acp.Gateway.Erasures;
using Acp.Gateway.MerchantSystems;
using Acp.Gateway.Webhooks.Outgoing;
using Acp.Orders;
using Acp.Pricing;
using Acp.Storage;
using Acp.Store;
using Acp.Telemetry;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Hosting;

/// <summary>Sessions, tokens, catalog and store; which engine runs them is somebody else's choice.</summary>
internal static class CheckoutServices
{
    public static IServiceCollection AddCheckout(this IServiceCollection services)
    {
        services.AddOptions<CheckoutOptions>().BindConfiguration("Checkout")
            .PostConfigure<IOptions<MerchantOptions>>((checkout, merchant) => checkout.ConsentChannels = [.. merchant.Value.MarketingConsents.Select(offer => offer.Channel)])
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CheckoutOptions>, CheckoutOptionsValidator>();
        AddHostedCheckout(services);
        services.AddMetrics();
        services.AddSingleton(provider => new Instruments(provider.GetRequiredService<IMeterFactory>().Create(Instruments.MeterName)));
        services.AddSingleton(provider => OpenStore(provider));
        services.AddSingleton(provider => Inspection(provider));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<IOpenStore>());
        services.AddSingleton<IInventory>(provider => provider.GetRequiredService<IOpenStore>());
        services.AddSingleton(provider => OpenCatalog(provider));
        services.AddSingleton<StockSeeder>();
        services.AddPricing();
        services.AddSingleton<RestoreMark>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CheckoutPorts>(provider) with
        {
            EndpointsOf = EndpointsOf(provider),
            Restored = provider.GetRequiredService<RestoreMark>(),
            Instruments = provider.GetRequiredService<Instruments>(),
        });
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TokenPorts>(provider) with { Instruments = provider.GetRequiredService<Instruments>() });
        AddOrders(services);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<CheckoutOptions>>().Value);
        services.AddSingleton<FirstRun>();
        services.AddHostedService<Opening>();
        services.AddHostedService<CatalogEdits>();
        services.AddOutgoingWebhooks();
        return services;
    }

    public static IServiceCollection AddDueWork(this IServiceCollection services) =>
        services.AddOrderRetention().AddSingleton<DueLoop>().AddHostedService<DueWork>();

    private static void AddHostedCheckout(IServiceCollection services)
    {
        services.AddOptions<HostedCheckoutOptions>().BindConfiguration("HostedCheckout").ValidateOnStart();
        services.AddSingleton<IValidateOptions<HostedCheckoutOptions>, HostedCheckoutOptionsValidator>();
        services.AddSingleton<IHostedCheckout, HostedCheckout>();
        services.AddSingleton<HostedPorts>();
        services.AddSingleton<ShopperReader>();
    }

    private static void AddOrders(IServiceCollection services)
    {
        services.AddOptions<RefundOptions>().BindConfiguration("Refunds").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RefundOptions>, RefundOptionsValidator>();
        services.AddSingleton<OrderReader>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<OrderPorts>(provider) with
        {
            EndpointsOf = EndpointsOf(provider),
            Instruments = provider.GetRequiredService<Instruments>(),
            RefundOptions = provider.GetRequiredService<IOptions<RefundOptions>>().Value,
        });
    }

    private static Func<string, IReadOnlyList<string>> EndpointsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOrderHooks>().EndpointsOf;

    private static string CatalogPath(IServiceProvider provider)
    {
        var path = provider.GetRequiredService<IConfiguration>()["Catalog:Path"];
        return string.IsNullOrWhiteSpace(path)
            ? throw new ConfigurationException("Catalog:Path is missing: the file with products, shipping and taxes (docs/catalog.md).")
            : Path.Combine(provider.GetRequiredService<IHostEnvironment>().ContentRootPath, path);
    }

    private static CatalogFileSource OpenCatalog(IServiceProvider provider)
    {
        var path = CatalogPath(provider);
        try
        {
            return new CatalogFileSource(path, provider.GetRequiredService<ILogger<CatalogFileSource>>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"Catalog:Path: {path} cannot be read: {e.Message}", e);
        }
    }

    private static IOpenStore OpenStore(IServiceProvider provider) => WithStore(provider, connection => Stores.Open(
        connection, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<Instruments>().Store));

    private static IStoreInspection Inspection(IServiceProvider provider) =>
        WithStore(provider, connection => Stores.Inspect(connection, provider.GetRequiredService<TimeProvider>()));

    private static T WithStore<T>(IServiceProvider provider, Func<string, T> use)
    {
        var connection = provider.GetRequiredService<IConfiguration>()["Store"];
        if (string.IsNullOrWhiteSpace(connection))
        {
            throw new ConfigurationException("Store is missing: where sessions are kept, such as sqlite:/var/lib/acp/acp.db or Host=…;Database=….");
        }

        try
        {
            return use(connection);
        }
        catch (ArgumentException e)
        {
            // Without the parameter's name, which means nothing to whoever set the key.
            throw new ConfigurationException($"Store: {e.Message.Split(" (Parameter", 2)[0]}", e);
        }
        catch (StoreUnavailableException e)
        {
            throw new ConfigurationException($"Store: {e.Message}", e);
        }
    }
}
