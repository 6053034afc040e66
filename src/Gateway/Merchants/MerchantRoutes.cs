using Acp.Gateway.Admin;
using Acp.Gateway.Outside;
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
        services.AddOutside();
        services.AddSingleton<MerchantSites>();
        services.AddSingleton<IMerchantProbe, DiscoveryFetcher>();
        services.AddSingleton<MerchantRegistry>();
        return services;
    }

    /// <summary>For whom tokens may be issued is about money: it is the owner's to say.</summary>
    public static RouteGroupBuilder MapMerchants(this RouteGroupBuilder admin)
    {
        admin.MapGet("/merchants", MerchantEndpoints.List).Needs(AdminRole.Read);
        admin.MapPost("/merchants", MerchantEndpoints.Register).Needs(AdminRole.Owner);
        admin.MapGet("/merchants/{domain}", MerchantEndpoints.Show).Needs(AdminRole.Read);
        admin.MapPost("/merchants/{domain}/verify", MerchantEndpoints.Verify).Needs(AdminRole.Owner);
        admin.MapPost("/merchants/{domain}/suspend", MerchantEndpoints.Suspend).Needs(AdminRole.Owner);
        admin.MapPost("/merchants/{domain}/reinstate", MerchantEndpoints.Reinstate).Needs(AdminRole.Owner);
        admin.MapPost("/merchants/{domain}/profile", MerchantEndpoints.Bind).Needs(AdminRole.Owner);
        return admin;
    }
}
