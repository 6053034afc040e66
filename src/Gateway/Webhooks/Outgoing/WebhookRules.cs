using System.Globalization;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Webhooks.Outgoing;

/// <summary>What an endpoint must be, whoever is told there.</summary>
internal sealed class WebhookRules(IOptions<WebhooksOptions> webhooks, IHostEnvironment environment)
{
    /// <summary>Characters: below this a secret can be guessed by whoever has seen one signature.</summary>
    private const int ShortestSecret = 16;

    private const int LongestSecret = 512;

    public static ValidateOptionsResult Result(IEnumerable<string> faults) =>
        faults.ToList() is { Count: > 0 } all ? ValidateOptionsResult.Fail(all) : ValidateOptionsResult.Success;

    public IEnumerable<string> FaultsOf(WebhookOptions webhook, string at)
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
