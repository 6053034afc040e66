using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Acp.Gateway.Edge;

/// <summary>Whom a request is counted to where nobody has said who they are. After trusted proxies had their word.</summary>
internal static class ClientAddress
{
    /// <summary>Bytes of an IPv6 address that are handed out together: whoever has one address of the network has all.</summary>
    private const int Network = 8;

    public static string Of(HttpContext http) => Of(http.Connection.RemoteIpAddress);

    public static string Of(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => NetworkOf(address),
        _ => address.ToString(),
    };

    private static string NetworkOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Network).Clear();
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{Network * 8}");
    }
}
