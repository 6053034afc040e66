using Acp.Gateway.Outside;

namespace Acp.Gateway.Launching;

/// <summary>A page that shoppers are shown, and what is there.</summary>
/// <param name="Key">Of the configuration.</param>
/// <param name="Type">The protocol's, such as <c>return_policy</c>.</param>
/// <param name="Visit">Null where it is none of the web.</param>
internal sealed record ShownLink(string Key, string Type, string Url, Visit? Visit)
{
    public bool IsThere => Visit is null or { Status: >= 200 and < 400 };
}

/// <summary>Opens the pages that shoppers are led to.</summary>
internal sealed class ShopLook(OutsideNetwork network, TimeProvider clock)
{
    private readonly Visitor visitor = new(network, clock);

    public async Task<IReadOnlyList<ShownLink>> Links(MerchantOptions merchant, CancellationToken stop) =>
        await Task.WhenAll(merchant.Links.Select((link, i) => Open($"Merchant:Links:{i}:Url", link, stop)));

    private async Task<ShownLink> Open(string key, MerchantLink link, CancellationToken stop)
    {
        var url = new Uri(link.Url);
        return new(key, link.Type, link.Url, url.Scheme is "https" or "http" ? await visitor.Get(url, stop) : null);
    }
}
