using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Acp.Gateway.Edge;

/// <summary>
/// What the server takes from anybody, before a line of ours runs. Beyond these it answers by itself, without a body: 414,
/// 431, 408 or 400. docs/bad-input.md.
/// </summary>
internal static class ServerLimits
{
    public static void Set(KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = 8 * 1024; // Our longest query is a cursor and ten filters.
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestBodySize = GatewayOptions.LargestBody; // What each surface reads is less.
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

        // A body that trickles in holds a connection and a buffer: 5 s of grace, then 240 bytes a second.
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
