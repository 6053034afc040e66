using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Acp.Gateway.Edge;

/// <summary>
/// Whose word about a caller's address and scheme is taken: that of the proxies by name, and of nobody else. What they say of
/// the host is not read at all, because every link of ours comes from <c>Merchant:PublicUrl</c>.
/// </summary>
internal static class TrustedProxies
{
    /// <returns>Null where no proxy is named. Empty lists would be read by the framework as «everybody».</returns>
    public static ForwardedHeadersOptions? Of(GatewayOptions options)
    {
        if (options.NamedProxies.Count == 0)
        {
            return null;
        }

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = options.ProxyHops,
        };
        forwarded.KnownProxies.Clear(); // Of its own accord the framework believes this machine.
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in options.NamedProxies)
        {
            forwarded.KnownIPNetworks.Add(Read(proxy));
        }

        return forwarded;
    }

    /// <param name="text">An address, or a network such as <c>10.42.0.0/16</c>.</param>
    public static bool TryRead(string? text, [NotNullWhen(true)] out IPNetwork? network)
    {
        network = IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : IPNetwork.TryParse(text, out var several) ? several
            : null;
        return network is not null;
    }

    private static IPNetwork Read(string text) =>
        TryRead(text, out var network) ? network.Value : throw new ArgumentException("Not validated.", nameof(text));
}
