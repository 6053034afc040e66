using System.Globalization;
using Acp.Gateway.Platforms;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Webhooks.Outgoing;

/// <summary>Names the configuration key at fault, never a secret: what cannot be sent is better known before the first order.</summary>
internal sealed class WebhookFaults(AcpVersions versions, IOptions<WebhooksOptions> webhooks, IHostEnvironment environment)
    : IValidateOptions<PlatformsOptions>, IValidateOptions<MerchantOptions>
{
    /// <summary>Characters: below this a secret can be guessed by whoever has seen one signature.</summary>
    private const int ShortestSecret = 16;

    private const int LongestSecret = 512;

    /// <summary>It stands in the keys of the platform's deliveries.</summary>
    private const int LongestName = 200;

    public ValidateOptionsResult Validate(string? name, PlatformsOptions options) => Result(
        options.Platforms.SelectMany((platform, i) => FaultsOf(platform, string.Create(CultureInfo.InvariantCulture, $"Platforms:{i}"))));

    public ValidateOptionsResult Validate(string? name, MerchantOptions options) =>
        Result(options.Webhook is { } webhook ? FaultsOf(webhook, "Merchant:Webhook") : []);

    private static ValidateOptionsResult Result(IEnumerable<string> faults) =>
        faults.ToList() is { Count: > 0 } all ? ValidateOptionsResult.Fail(all) : ValidateOptionsResult.Success;

    private IEnumerable<string> FaultsOf(PlatformOptions platform, string at)
    {
        if (platform.Webhook is not { } webhook)
        {
            yield break;
        }

        foreach (var fault in FaultsOf(webhook, $"{at}:Webhook"))
        {
            yield return fault;
        }

        if (EndpointNames.OfPlatform(platform.Name).Length > LongestName)
        {
            yield return $"{at}:Name is too long for a platform with a webhook: in UTF-8, with %-like escapes, it may have {LongestName} characters.";
        }

        if (!versions.NewestFirst.Contains(webhook.Version))
        {
            yield return $"{at}:Webhook:Version must name the version of the protocol the platform expects: {string.Join(", ", versions.NewestFirst)}.";
        }
    }

    private IEnumerable<string> FaultsOf(WebhookOptions webhook, string at)
    {
        if (!Uri.TryCreate(webhook.Url, UriKind.Absolute, out var url) || !IsPlain(url))
        {
            yield return $"{at}:Url must be an absolute https URL without user, password or fragment.";
        }
        else if (url.Scheme == Uri.UriSchemeHttp && !MayGoWithoutTls(url))
        {
            yield return $"{at}:Url must be https: http is for addresses inside, which Webhooks:AllowPrivateAddresses allows.";
        }

        if (webhook.Secrets.Count == 0)
        {
            yield return $"{at}:Secrets:0 is missing: whoever is told of orders must be able to see that it is us.";
        }

        foreach (var fault in webhook.Secrets.SelectMany((secret, i) => FaultOf(secret, string.Create(CultureInfo.InvariantCulture, $"{at}:Secrets:{i}"))))
        {
            yield return fault;
        }
    }

    private bool MayGoWithoutTls(Uri url) => webhooks.Value.AllowPrivateAddresses || (environment.IsDevelopment() && url.IsLoopback);

    private static bool IsPlain(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url is { UserInfo: "", Fragment: "" };

    private static IEnumerable<string> FaultOf(string secret, string at) =>
        secret.Length is >= ShortestSecret and <= LongestSecret && secret.All(c => c is > ' ' and < '\x7f')
            ? []
            : [$"{at} must be {ShortestSecret} to {LongestSecret} visible ASCII characters."];
}
