using System.Net;

namespace Acp.Gateway.MerchantSystems;

/// <summary>The way to the merchant's systems: nobody leads elsewhere, and nothing is kept but connections.</summary>
internal static class MerchantNetwork
{
    /// <summary>KiB.</summary>
    private const int LargestHeaders = 16;

    /// <summary>Enough for a busy shop; where the system is slow, more would only wait there instead of here.</summary>
    private const int MostConnections = 64;

    // A name may come to mean another machine.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public static HttpMessageInvoker Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = LargestHeaders,
        MaxResponseDrainSize = 0,
        MaxConnectionsPerServer = MostConnections,
        PooledConnectionLifetime = Lifetime,
    });
}
