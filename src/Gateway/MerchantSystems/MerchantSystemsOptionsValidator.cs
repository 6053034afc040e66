using Microsoft.Extensions.Options;

namespace Acp.Gateway.MerchantSystems;

internal sealed class MerchantSystemsOptionsValidator : IValidateOptions<MerchantSystemsOptions>
{
    private const int ShortestSecret = 24;
    private const int LongestSecret = 512;

    // Three pricings of a request, and the charge after them, fit the 30 s after which callers give up.
    private static readonly TimeSpan LongestBudget = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);

    public ValidateOptionsResult Validate(string? name, MerchantSystemsOptions options)
    {
        string[] faults = [.. Addresses(options), .. Currencies(options), .. Secrets(options), .. Times(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Addresses(MerchantSystemsOptions options) => options.All
        .Where(system => system.System.IsConfigured && !IsAddress(system.System.Url))
        .Select(system => $"MerchantSystems:{system.Key}:Url must be an absolute https URL without user name and fragment; http is for this machine's own loopback only.");

    // What comes back is not signed: the connection alone says whose prices they are.
    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.UserInfo.Length == 0 && url.Fragment.Length == 0;

    private static IEnumerable<string> Currencies(MerchantSystemsOptions options)
    {
        var catalog = options.Catalog;
        if (catalog.IsConfigured && catalog.Currencies.Count == 0)
        {
            yield return "MerchantSystems:Catalog:Currencies is missing: what the merchant's catalog sells in, such as usd.";
        }

        if (!catalog.IsConfigured && catalog.Currencies.Count > 0)
        {
            yield return "MerchantSystems:Catalog:Currencies is given without MerchantSystems:Catalog:Url: the catalog file says what it sells in.";
        }

        foreach (var (i, code) in catalog.Currencies.Index().Where(currency => !IsCurrency(currency.Item)))
        {
            yield return $"MerchantSystems:Catalog:Currencies:{i} must be an ISO 4217 code in lower case that can be charged, such as usd.";
        }
    }

    // Configuration can hold a null, whatever the list's type says.
    private static bool IsCurrency(string? code) => code is not null && Pricing.Currencies.Find(code) is not null;

    private static IEnumerable<string> Secrets(MerchantSystemsOptions options)
    {
        if (options.Any && options.Secrets.Count == 0)
        {
            yield return "MerchantSystems:Secrets:0 is missing: what questions to the merchant's systems are signed with.";
        }

        foreach (var (i, _) in options.Secrets.Index().Where(secret => !IsSecret(secret.Item)))
        {
            yield return $"MerchantSystems:Secrets:{i} must be {ShortestSecret} to {LongestSecret} visible ASCII characters.";
        }
    }

    private static bool IsSecret(string? secret) => secret?.Length is >= ShortestSecret and <= LongestSecret && secret.All(c => c is > ' ' and <= '~');

    private static IEnumerable<string> Times(MerchantSystemsOptions options)
    {
        if (options.Timeout < ShortestTimeout || options.Timeout > LongestBudget)
        {
            yield return $"MerchantSystems:Timeout must be from {ShortestTimeout} to {LongestBudget}, it is {options.Timeout}.";
        }

        if (options.Budget < options.Timeout || options.Budget > LongestBudget)
        {
            yield return $"MerchantSystems:Budget must be from MerchantSystems:Timeout to {LongestBudget}, it is {options.Budget}.";
        }
    }
}
