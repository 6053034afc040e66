using Acp.Gateway.Webhooks;

namespace Acp.Gateway.Hosting;

/// <summary>Where the payment provider's notices come in.</summary>
internal sealed record NoticeDoor(string Path, string SignatureHeader);

internal static class ProviderWebhooks
{
    /// <summary>Where Stripe's dashboard is told to send its events.</summary>
    public static NoticeDoor Door { get; } = new("/api/webhooks/stripe", "Stripe-Signature");

    public static IEndpointRouteBuilder MapProviderWebhooks(this IEndpointRouteBuilder routes) => routes.MapNotices(Door.Path, Door.SignatureHeader);
}
