using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Merchants;

/// <summary>Where a merchant's discovery document is asked for.</summary>
/// <param name="Document">Its address.</param>
/// <param name="IsThisMachine">Then, and only then, the name may lead to a loopback address.</param>
internal sealed record MerchantSite(Uri Document, bool IsThisMachine);

/// <summary>Every domain has one place. «localhost» has one where it is allowed: this gateway, or the one beside it.</summary>
internal sealed class MerchantSites(IOptions<MerchantsOptions> options, IServer server)
{
    private const string Path = "/.well-known/acp.json";

    public MerchantSite Of(string domain) => domain == "localhost" && Loopback() is { } address
        ? new(new Uri(address, Path), IsThisMachine: true)
        : new(new Uri($"https://{domain}{Path}"), IsThisMachine: false);

    private Uri? Loopback() => options.Value switch
    {
        { AllowLoopback: false } => null,
        { LoopbackAddress: { } address } => new Uri(address),
        _ => Own(),
    };

    // Whatever it listens at, «0.0.0.0» and «[::]» included, it can be reached by that name.
    private Uri? Own() => server.Features.Get<IServerAddressesFeature>()?.Addresses
        .Select(address => new UriBuilder(address.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal)))
        .Where(address => address.Scheme == Uri.UriSchemeHttp)
        .Select(address => new Uri($"http://localhost:{address.Port}"))
        .FirstOrDefault();
}
