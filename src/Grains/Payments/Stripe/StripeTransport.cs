using System.Net;

namespace Acp.Payments.Stripe;

/// <summary>The connection to the real Stripe, or to the fake on a port.</summary>
public static class StripeTransport
{
    /// <summary>Redirects are off: a followed 307 would be a send that nobody committed.</summary>
    public static HttpMessageInvoker Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null, // Our traces are nobody else's.
        AutomaticDecompression = DecompressionMethods.None,
        // New addresses of api.stripe.com are picked up in time.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 256,
    });
}
