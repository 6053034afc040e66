using Acp.Gateway.Webhooks;

namespace Acp.Gateway.Hosting;

internal static class ProviderWebhooks
{
    /// <summary>Where Stripe's dashboard is told to send its events.</summary>
    public static IEndpointRouteBuilder MapProviderWebhooks(this IEndpointRouteBuilder routes) =>
        routes.MapNotices("/api/webhooks/stripe", signatureHeader: "Stripe-Signature");
}
