using Acp.CheckoutSessions;
using Acp.Gateway.Pay;
using Acp.Gateway.Platforms;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Hosting;

/// <summary>Who may pay on the provider's page. Configuration section <c>HostedCheckout</c>.</summary>
public sealed class HostedCheckoutOptions
{
    public bool Enabled { get; set; }

    /// <summary>Names of platforms; empty: all of them.</summary>
    public IList<string> Platforms { get; } = [];

    /// <summary>ISO 4217 codes; empty: all of them.</summary>
    public IList<string> Currencies { get; } = [];

    /// <summary>Where the provider's pages are, if they are at an address of the merchant's own, such as <c>https://pay.shop.example</c>.</summary>
    public IList<string> PageOrigins { get; } = [];
}

/// <summary>The merchant's configuration.</summary>
internal sealed class HostedCheckout(IOptions<HostedCheckoutOptions> options, IOptions<MerchantOptions> merchant) : IHostedCheckout
{
    private readonly HostedCheckoutOptions options = options.Value;

    public bool Covers(string platform, string currency) =>
        options.Enabled && Allows(options.Platforms, platform, StringComparer.Ordinal) && Allows(options.Currencies, currency, StringComparer.OrdinalIgnoreCase);

    public ReturnAddresses AddressesOf(string session) =>
        new(new Uri(merchant.Value.UrlOf(PayRoutes.ReturnPathOf(session))), new Uri(merchant.Value.UrlOf(PayRoutes.PathOf(session))));

    private static bool Allows(IList<string> named, string one, StringComparer comparer) => named.Count == 0 || named.Contains(one, comparer);
}

/// <summary>A name that is nobody's would silently leave out whom it was meant for.</summary>
internal sealed class HostedCheckoutOptionsValidator(IOptions<PlatformsOptions> platforms) : IValidateOptions<HostedCheckoutOptions>
{
    public ValidateOptionsResult Validate(string? name, HostedCheckoutOptions options)
    {
        var faults = FaultsOf(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> FaultsOf(HostedCheckoutOptions options)
    {
        var known = platforms.Value.Platforms.Select(platform => platform.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, platform) in options.Platforms.Index().Where(it => !known.Contains(it.Item)))
        {
            yield return $"HostedCheckout:Platforms:{index}: there is no platform {platform} in Platforms.";
        }

        foreach (var (index, currency) in options.Currencies.Index().Where(it => it.Item.Length != 3 || !it.Item.All(char.IsAsciiLetter)))
        {
            yield return $"HostedCheckout:Currencies:{index} must be a three-letter ISO 4217 code, such as usd.";
        }

        foreach (var (index, _) in options.PageOrigins.Index().Where(it => !IsOrigin(it.Item)))
        {
            yield return $"HostedCheckout:PageOrigins:{index} must be an https address without a path, such as https://pay.shop.example (http only for localhost).";
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase)
        && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
