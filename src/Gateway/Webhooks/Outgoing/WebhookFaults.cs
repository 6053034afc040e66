using System.Globalization;
using Acp.Gateway.Platforms;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Webhooks.Outgoing;

/// <summary>Names the configuration key at fault, never a secret: what cannot be sent is better known before the first order.</summary>
/// <param name="versions">Asked for where a platform has a webhook: they know the merchant, whose own faults would hide the platforms'.</param>
internal sealed class PlatformWebhookFaults(Func<AcpVersions> versions, WebhookRules rules) : IValidateOptions<PlatformsOptions>
{
    /// <summary>It stands in the keys of the platform's deliveries.</summary>
    private const int LongestName = 200;

    public ValidateOptionsResult Validate(string? name, PlatformsOptions options) => WebhookRules.Result(options.Platforms.SelectMany(
        (platform, i) => platform.Webhook is { } webhook ? FaultsOf(platform, webhook, string.Create(CultureInfo.InvariantCulture, $"Platforms:{i}")) : []));

    private IEnumerable<string> FaultsOf(PlatformOptions platform, PlatformWebhookOptions webhook, string at)
    {
        foreach (var fault in rules.FaultsOf(webhook, $"{at}:Webhook"))
        {
            yield return fault;
        }

        if (EndpointNames.OfPlatform(platform.Name).Length > LongestName)
        {
            yield return $"{at}:Name is too long for a platform with a webhook: in UTF-8, with %-like escapes, it may have {LongestName} characters.";
        }

        var spoken = versions().NewestFirst;
        if (!spoken.Contains(webhook.Version))
        {
            yield return $"{at}:Webhook:Version must name the version of the protocol the platform expects: {string.Join(", ", spoken)}.";
        }
    }
}

/// <summary>Apart from the platforms': the versions of the protocol know the merchant, who is read first.</summary>
internal sealed class MerchantWebhookFaults(WebhookRules rules) : IValidateOptions<MerchantOptions>
{
    public ValidateOptionsResult Validate(string? name, MerchantOptions options) =>
        WebhookRules.Result(options.Webhook is { } webhook ? rules.FaultsOf(webhook, "Merchant:Webhook") : []);
}
