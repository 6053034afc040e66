namespace Acp.Gateway;

/// <summary>What is wrong with the parts of <see cref="MerchantOptions"/> that a merchant may leave out altogether.</summary>
internal static class MerchantSurfaceFaults
{
    private const string Authentication = "Merchant:Authentication";

    public static IEnumerable<string> Of(MerchantOptions merchant) =>
    [
        .. merchant.Authentication is { } authentication ? Of(authentication) : [],
        .. merchant.MarketingConsents.SelectMany((offer, i) => Of(offer, $"Merchant:MarketingConsents:{i}")),
        .. Twice(merchant.MarketingConsents),
        .. OfContinueUrl(merchant.ContinueUrl),
        .. merchant.Support is { } support ? Of(support) : [],
    ];

    private static IEnumerable<string> Of(MerchantAuthentication given) =>
    [
        .. OfText("AcquirerBin", given.AcquirerBin, 11),
        .. OfText("AcquirerMerchantId", given.AcquirerMerchantId, 35),
        .. OfText("MerchantName", given.MerchantName, 40),
        .. given.RequestorId is { } requestor ? OfText("RequestorId", requestor, 35) : [],
        .. OfChoices(given),
    ];

    private static IEnumerable<string> OfText(string key, string text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > longest || text.Any(char.IsControl))
        {
            yield return $"{Authentication}:{key} must be 1 to {longest} printable characters.";
        }
    }

    private static IEnumerable<string> OfChoices(MerchantAuthentication given)
    {
        if (given.AcquirerCountry.Length != 2 || !given.AcquirerCountry.All(char.IsAsciiLetterUpper))
        {
            yield return $"{Authentication}:AcquirerCountry must be a two-letter ISO 3166-1 code in upper case.";
        }

        if (!MerchantAuthentication.DirectoryServers.Contains(given.DirectoryServer))
        {
            yield return $"{Authentication}:DirectoryServer must be one of {string.Join(", ", MerchantAuthentication.DirectoryServers)}.";
        }

        if (given.FlowPreference is { } flow && !MerchantAuthentication.FlowPreferences.Contains(flow))
        {
            yield return $"{Authentication}:FlowPreference must be one of {string.Join(", ", MerchantAuthentication.FlowPreferences)}.";
        }
    }

    private static IEnumerable<string> Of(MarketingConsentOffer offer, string at)
    {
        if (string.IsNullOrWhiteSpace(offer.Channel) || offer.Channel.Length > 50 || offer.Channel.Any(char.IsControl))
        {
            yield return $"{at}:Channel must be 1 to 50 printable characters.";
        }

        if (string.IsNullOrWhiteSpace(offer.DisplayText) || offer.DisplayText.Length > 2_000)
        {
            yield return $"{at}:DisplayText must be 1 to 2000 characters.";
        }

        if (!IsWebAddress(offer.PrivacyPolicyUrl))
        {
            yield return $"{at}:PrivacyPolicyUrl must be an absolute https URL (http only for localhost).";
        }
    }

    // A consent names its channel only: with two of a name nobody could say what was agreed to.
    private static IEnumerable<string> Twice(IEnumerable<MarketingConsentOffer> offers) =>
        offers.GroupBy(offer => offer.Channel, StringComparer.OrdinalIgnoreCase)
            .Where(channel => channel.Count() > 1)
            .Select(channel => $"Merchant:MarketingConsents names the channel {channel.Key} twice.");

    private static IEnumerable<string> OfContinueUrl(string? template)
    {
        if (template is not null
            && (!template.Contains(MerchantOptions.IdPlaceholder, StringComparison.Ordinal)
                || !IsWebAddress(template.Replace(MerchantOptions.IdPlaceholder, "cs_1", StringComparison.Ordinal))))
        {
            yield return "Merchant:ContinueUrl must be an absolute https URL with {id} in it (http only for localhost).";
        }
    }

    private static IEnumerable<string> Of(MerchantSupport given)
    {
        if (given is { Email: null, Phone: null, Hours: null, HelpCenterUrl: null })
        {
            yield return "Merchant:Support must name at least one of Email, Phone, Hours and HelpCenterUrl.";
        }

        if (given.Email is { } email && !(email.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && email.Length <= 254 && !email.Any(c => c is <= ' ' or >= '\x7f' or '<' or '>' or '"')))
        {
            yield return "Merchant:Support:Email must be an e-mail address.";
        }

        if (new[] { given.Phone, given.Hours }.Any(text => text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > 200 || text.Any(char.IsControl))))
        {
            yield return "Merchant:Support:Phone and Merchant:Support:Hours must be 1 to 200 printable characters.";
        }

        if (given.HelpCenterUrl is { } url && !IsWebAddress(url))
        {
            yield return "Merchant:Support:HelpCenterUrl must be an absolute https URL (http only for localhost).";
        }
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && Uri.IsWellFormedUriString(text, UriKind.Absolute)
        && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
