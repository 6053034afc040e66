using System.Net;

namespace Acp.Gateway.Launching;

/// <summary>What strangers see of the gateway.</summary>
/// <param name="Url"><c>Merchant:PublicUrl</c>.</param>
/// <param name="Addresses">Of its name.</param>
/// <param name="Probe">Of <c>/healthz</c>.</param>
/// <param name="Plain">Of a checkout, over plain HTTP.</param>
/// <param name="Unsigned">A notice that nobody signed.</param>
/// <param name="Signed">Notices by the configuration key of what signed them.</param>
internal sealed record PublicFacts(
    Uri Url, IReadOnlyList<IPAddress> Addresses, Visit Probe, Visit Plain, Visit Unsigned, IReadOnlyList<(string Secret, Visit Visit)> Signed)
{
    /// <summary>Where notices are posted.</summary>
    public required Uri Notices { get; init; }

    /// <summary>A name of the Internet's, over TLS: else nobody outside can come, and nobody was asked.</summary>
    public bool IsPublic => IsPublicUrl(Url);

    public static bool IsPublicUrl(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps && !url.IsLoopback && url.HostNameType == UriHostNameType.Dns && url.Host.Contains('.', StringComparison.Ordinal);
}
