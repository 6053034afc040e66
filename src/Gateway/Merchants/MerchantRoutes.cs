using Acp.Merchants;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Merchants;

internal static class MerchantRoutes
{
    /// <summary>Needs the store, <see cref="IIds"/> and the clock of the host.</summary>
    public static IServiceCollection AddMerchants(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<MerchantsOptions>, MerchantsOptionsValidator>();
        services.AddOptions<MerchantsOptions>().BindConfiguration("Merchants").ValidateOnStart();
        services.AddSingleton(DiscoveryNetwork.System);
        services.AddSingleton<MerchantSites>();
        services.AddSingleton<IMerchantProbe, DiscoveryFetcher>();
        services.AddSingleton<MerchantRegistry>();
        return services;
    }
}
