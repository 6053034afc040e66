using Acp.Pricing;
using Acp.Store;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.MerchantSystems;

/// <summary>Who answers the ports of pricing: the catalog file, our counters, or a system of the merchant's own. Each is chosen by itself.</summary>
internal static class MerchantSystemsServices
{
    public static IServiceCollection AddPricing(this IServiceCollection services)
    {
        services.AddOptions<MerchantSystemsOptions>().BindConfiguration(MerchantSystemsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MerchantSystemsOptions>, MerchantSystemsOptionsValidator>();
        services.AddSingleton<RemoteSystems>();
        services.AddSingleton(provider => provider.GetRequiredService<RemoteSystems>().Catalog(provider.GetRequiredService<CatalogFileSource>()));
        services.AddSingleton<IStock>(provider => new StoreStock(
            provider.GetRequiredService<IStore>(), () => provider.GetRequiredService<CatalogFileSource>().Current, namesAll: !provider.GetRequiredService<RemoteSystems>().HasCatalog));
        services.AddSingleton(Pricing);
        return services;
    }

    private static IPricing Pricing(IServiceProvider provider)
    {
        var (file, systems) = (provider.GetRequiredService<CatalogFileSource>(), provider.GetRequiredService<RemoteSystems>());
        var counters = provider.GetRequiredService<IStock>();
        IPricing Ask(CancellationToken budget) => new Pricer(
            systems.Catalog(file, budget), systems.Rates(file, budget), systems.Taxes(file, budget), file, systems.Stock(counters, budget));
        return systems.Any ? new RemotePricing(Ask, systems.Budget, provider.GetRequiredService<TimeProvider>()) : Ask(CancellationToken.None);
    }
}
