using Acp.CheckoutSessions;
using Acp.Gateway.Edge;
using Acp.Gateway.Http;
using Acp.Gateway.Issuing;
using Acp.Gateway.Keys;
using Acp.Gateway.Orders;
using Acp.Gateway.Platforms;
using Acp.Gateway.Signing;
using Acp.Gateway.Telemetry;
using Acp.TokenIssues;
using Microsoft.Extensions.Options;

namespace Acp.Gateway;

public static class AcpServices
{
    /// <summary>
    /// Everything of the protocol's surface but what it stands on: the host registers <see cref="IGrains"/>,
    /// <see cref="IIds"/>, <see cref="ISecrets"/>, the store, <see cref="Acp.Orders.OrderReader"/> and <see cref="Acp.Pricing.ICatalog"/>.
    /// </summary>
    public static IServiceCollection AddAcp(this IServiceCollection services)
    {
        services.AddReplies();
        services.AddSingleton<IValidateOptions<PlatformsOptions>, PlatformsOptionsValidator>();
        services.AddSingleton<IValidateOptions<PlatformsOptions>, SigningKeysValidator>();
        services.AddKeys();
        services.AddSingleton<PlatformKeys>();
        services.AddSingleton<PlatformSigning>();
        services.AddSingleton<SpentSignatures>();
        services.AddSingleton<RequestSignatures>();
        services.AddCallerLimits();
        services.AddSingleton<RequestGate>();
        services.AddSingleton<PostReader>();
        services.AddSingleton<CreatesInFlight>();
        services.AddSingleton<CheckoutEndpoints>().AddSingleton<PassingCompletes>();
        services.AddSingleton<Discovery>();
        services.AddSingleton<OrderEndpoint>();
        return services;
    }

    /// <summary>What grains know of those they answer, and how replies are rendered: needed wherever they run, also where nobody is served.</summary>
    public static IServiceCollection AddReplies(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<PlatformsOptions>, TokenPoliciesValidator>();
        services.AddSingleton<IConfigureOptions<PlatformsOptions>, PlatformsBinding>();
        services.AddOptions<PlatformsOptions>().ValidateOnStart();
        services.AddSingleton<ITokenPolicies, TokenPolicies>();
        services.AddTokenReplies();
        services.AddSingleton<IValidateOptions<MerchantOptions>, MerchantOptionsValidator>();
        services.AddOptions<MerchantOptions>().BindConfiguration("Merchant").ValidateOnStart();
        services.AddSingleton<IAcpVersion, Version20250929.Version20250929>();
        services.AddSingleton<IAcpVersion, Version20251212.Version20251212>();
        services.AddSingleton<IAcpVersion, Version20260116.Version20260116>();
        services.AddSingleton<IAcpVersion, Version20260130.Version20260130>();
        services.AddSingleton<IAcpVersion, Version20260417.Version20260417>();
        services.AddSingleton<AcpVersions>();
        services.AddSingleton<IReplies, AcpReplies>();
        services.AddSingleton<IOrderEventBodies, OrderEventBodies>();
        return services;
    }
}
