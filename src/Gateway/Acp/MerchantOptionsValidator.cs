using Microsoft.Extensions.Options;

namespace Acp.Gateway;

/// <summary>Everything here goes into replies that must be valid by schema; better not to start than to answer wrongly.</summary>
internal sealed class MerchantOptionsValidator : IValidateOptions<MerchantOptions>
{
    private static readonly string[] LinkTypes =
    [
        "terms_of_use", "privacy_policy", "return_policy", "shipping_policy", "contact_us", "about_us", "faq", "support",
    ];

    public ValidateOptionsResult Validate(string? name, MerchantOptions options)
    {
        var faults = FaultsOf(options).Concat(MerchantSurfaceFaults.Of(options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(MerchantOptions merchant)
    {
        if (string.IsNullOrWhiteSpace(merchant.Name))
        {
            yield return "Merchant:Name is missing.";
        }

        if (string.IsNullOrWhiteSpace(merchant.MerchantId))
        {
            yield return "Merchant:MerchantId is missing.";
        }

        if (merchant.Currency.Length != 3 || !merchant.Currency.All(char.IsAsciiLetterLower))
        {
            yield return "Merchant:Currency must be a three-letter ISO 4217 code in lower case, such as usd.";
        }

        if (!IsPublicUrl(merchant.PublicUrl))
        {
            yield return "Merchant:PublicUrl must be an absolute https URL without a query (http only for localhost).";
        }

        foreach (var fault in merchant.Links.SelectMany((link, i) => FaultsOf(link, $"Merchant:Links:{i}")))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> FaultsOf(MerchantLink link, string at)
    {
        if (!LinkTypes.Contains(link.Type))
        {
            yield return $"{at}:Type must be one of {string.Join(", ", LinkTypes)}.";
        }

        if (!Uri.TryCreate(link.Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http" or "mailto"))
        {
            yield return $"{at}:Url must be an absolute URL.";
        }
    }

    private static bool IsPublicUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Query: "", Fragment: "", UserInfo: "" }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
