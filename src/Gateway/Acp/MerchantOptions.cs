namespace Acp.Gateway;

/// <summary>Who sells. Configuration section <c>Merchant</c>.</summary>
public sealed class MerchantOptions
{
    public string Name { get; set; } = string.Empty;

    /// <summary>Where platforms and shoppers reach this service, such as <c>https://shop.example</c>.</summary>
    public string PublicUrl { get; set; } = string.Empty;

    /// <summary>The merchant's account at the payment provider, as platforms need it to mint a token for us.</summary>
    public string MerchantId { get; set; } = string.Empty;

    /// <summary>Shown with every session: terms, returns, privacy.</summary>
    public IList<MerchantLink> Links { get; } = [];

    /// <param name="path">Starts with a slash.</param>
    internal string UrlOf(string path) => PublicUrl.TrimEnd('/') + path;
}

public sealed class MerchantLink
{
    /// <summary>One of the protocol's link types, such as <c>terms_of_use</c>.</summary>
    public string Type { get; set; } = string.Empty;

    public string? Title { get; set; }

    public string Url { get; set; } = string.Empty;
}
