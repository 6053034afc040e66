using Acp.Deliveries;
using Acp.Gateway.Outside;
using Acp.Gateway.Platforms;
using Acp.Telemetry;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Webhooks.Outgoing;

internal static class OutgoingServices
{
    /// <summary>Needed wherever grains run or fall due, and where orders are listed.</summary>
    public static IServiceCollection AddOutgoingWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhooksOptions>().BindConfiguration("Webhooks").ValidateOnStart();
        services.AddSingleton<WebhookRules>();
        services.AddSingleton<IValidateOptions<PlatformsOptions>>(host =>
            new PlatformWebhookFaults(host.GetRequiredService<AcpVersions>, host.GetRequiredService<WebhookRules>()));
        services.AddSingleton<IValidateOptions<MerchantOptions>, MerchantWebhookFaults>();
        services.AddOutside();
        services.AddSingleton<OrderEndpoints>();
        services.AddSingleton<IOrderHooks, OrderHooks>();
        services.AddSingleton<EndpointCircuits>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DeliveryPorts>(provider) with { Instruments = provider.GetService<Instruments>() ?? Instruments.Unobserved });
        return services;
    }
}
