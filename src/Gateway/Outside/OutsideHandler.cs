using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acp.Gateway.Outside;

/// <summary>
/// HTTP to machines that are not ours, without being led anywhere: no redirect, no proxy, no cookie, nothing unpacked, and a
/// connection goes to an address that was looked at.
/// </summary>
internal static class OutsideHandler
{
    public static IServiceCollection AddOutside(this IServiceCollection services)
    {
        services.TryAddSingleton(OutsideNetwork.System);
        return services;
    }

    /// <param name="largestHeaders">KiB: a header is the stranger's, too.</param>
    public static SocketsHttpHandler Create(
        OutsideNetwork network, int largestHeaders, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = largestHeaders,
        MaxResponseDrainSize = 0,
        SslOptions = network.Tls(),
        ConnectCallback = connect,
    };

    /// <returns>None where the name has none.</returns>
    public static async ValueTask<IPAddress[]> AddressesOf(this OutsideNetwork network, string name, CancellationToken stop)
    {
        try
        {
            return await network.Resolve(name, stop);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    /// <param name="addresses">One at least, all of them looked at.</param>
    public static async ValueTask<Stream> ConnectToOne(this OutsideNetwork network, IPAddress[] addresses, int port, CancellationToken stop)
    {
        foreach (var address in addresses[..^1])
        {
            try
            {
                return await network.Connect(new IPEndPoint(address, port), stop);
            }
            catch (SocketException)
            {
                // The next one may be reached: a name has addresses of both kinds where a machine has one.
            }
        }

        return await network.Connect(new IPEndPoint(addresses[^1], port), stop);
    }
}
