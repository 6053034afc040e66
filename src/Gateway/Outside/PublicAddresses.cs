using System.Net;
using System.Net.Sockets;

namespace Acp.Gateway.Outside;

/// <summary>
/// Which addresses belong to the public Internet. A domain is a stranger's word: what it leads to may be a machine of
/// ours that answers whoever asks from inside.
/// </summary>
internal static class PublicAddresses
{
    /// <summary>IANA's special-purpose registry for IPv4, what is reserved for the future, multicast and broadcast.</summary>
    private static readonly IPNetwork[] NotPublicV4 = Networks("""
        0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
        192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
        203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
        """);

    /// <summary>What is given out to the public. Everything else, from ::1 and ::ffff:0:0/96 to fc00::/7, fe80::/10, fec0::/10 and ff00::/8, is not.</summary>
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>Of those: protocol assignments (Teredo among them), benchmarking, documentation, 6to4, AS112.</summary>
    private static readonly IPNetwork[] NotPublicV6 = Networks("2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20");

    /// <summary>NAT64: the last 32 bits are an IPv4 address that the network in between connects to.</summary>
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Pure: what it says of an address holds for a connection to that address, and to no other.</summary>
    public static bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !NotPublicV4.Any(network => network.Contains(address)),
            AddressFamily.InterNetworkV6 when address.ScopeId != 0 => false,
            AddressFamily.InterNetworkV6 when address.IsIPv4MappedToIPv6 => false, // No name server gives one to whoever means well.
            AddressFamily.InterNetworkV6 when Nat64.Contains(address) => Contains(LastOf(address)),
            AddressFamily.InterNetworkV6 => GlobalV6.Contains(address) && !NotPublicV6.Any(network => network.Contains(address)),
            _ => false,
        };
    }

    private static IPAddress LastOf(IPAddress address) => new(address.GetAddressBytes().AsSpan(12));

    private static IPNetwork[] Networks(string list) =>
        [.. list.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(network => IPNetwork.Parse(network))];
}
