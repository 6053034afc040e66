using Acp.Gateway.Hosting;

namespace Acp.Gateway.Feed;

/// <summary>What the command <c>feed</c> was asked for.</summary>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="File">Null: the output.</param>
/// <param name="Push">A feed at a platform; null: nothing is sent.</param>
internal sealed record FeedSettings(string Currency, string? File, Uri? Push, string? Key, MerchantOptions Merchant)
{
    /// <exception cref="ConfigurationException">A value cannot be used.</exception>
    public static FeedSettings Read(IConfiguration configuration)
    {
        var merchant = configuration.GetSection("Merchant").Get<MerchantOptions>() ?? new MerchantOptions();
        if (merchant.Name.Length == 0)
        {
            throw new ConfigurationException("Merchant:Name is missing: who sells.");
        }

        return new FeedSettings(
            configuration["currency"] ?? merchant.Currency,
            configuration["out"],
            configuration["push"] is { } push ? Address(push) : null,
            configuration["Feed:ApiKey"],
            merchant);
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0
            ? url
            : throw new ConfigurationException("push must be the https address of a feed, such as https://agent.example/feeds/feed_8f3K2x.");
}
