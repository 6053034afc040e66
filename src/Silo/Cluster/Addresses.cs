using System.Net;
using System.Net.Sockets;
using Acp.Gateway.Hosting;

namespace Acp.Silo.Cluster;

internal static class Addresses
{
    /// <returns>Where the other silos reach this one.</returns>
    /// <exception cref="ConfigurationException">The name has no address.</exception>
    public static IPAddress Find(string? advertised, bool isDevelopment) => advertised switch
    {
        null or "" => isDevelopment ? IPAddress.Loopback : Resolve(Dns.GetHostName()),
        _ => IPAddress.TryParse(advertised, out var address) ? address : Resolve(advertised),
    };

    private static IPAddress Resolve(string host)
    {
        try
        {
            // A loopback address would lead each of the others to itself.
            var found = Dns.GetHostAddresses(host, AddressFamily.InterNetwork).OrderBy(IPAddress.IsLoopback).FirstOrDefault();
            return found ?? throw Unknown(host, null);
        }
        catch (SocketException e)
        {
            throw Unknown(host, e);
        }
    }

    private static ConfigurationException Unknown(string host, Exception? cause) =>
        new($"Cluster:AdvertisedAddress: {host} has no IPv4 address. Set an IP address or a host name where the other silos reach this one.", cause!);
}
