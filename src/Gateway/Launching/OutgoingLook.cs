using System.Globalization;
using Acp.Gateway.MerchantSystems;
using Acp.Gateway.Outside;
using Acp.Gateway.Platforms;
using Acp.Gateway.Webhooks.Outgoing;

namespace Acp.Gateway.Launching;

/// <summary>Whom we call, and whether they can be reached from here.</summary>
/// <param name="Endpoints">Who is told of orders.</param>
/// <param name="Systems">The merchant's, which are asked for prices, rates, taxes and stock.</param>
/// <param name="Collector">Of metrics and traces; null where none is configured.</param>
internal sealed record OutgoingFacts(IReadOnlyList<Receiver> Endpoints, IReadOnlyList<Receiver> Systems, Receiver? Collector)
{
    public bool AllowsPrivate { get; init; }
}

internal sealed class OutgoingLook(OutsideNetwork network, TimeProvider clock)
{
    private static readonly Uri Nowhere = new("about:blank");
    private readonly Reach reach = new(network, clock);

    public async Task<OutgoingFacts> Look(
        IReadOnlyList<PlatformOptions> platforms, MerchantOptions merchant, WebhooksOptions webhooks, MerchantSystemsOptions systems, (string Key, string Url)? collector, CancellationToken stop)
    {
        (string Key, string Url)[] told =
        [
            .. merchant.Webhook is { } own ? [("Merchant:Webhook:Url", own.Url)] : Array.Empty<(string, string)>(),
            .. platforms.Index().Where(it => it.Item.Webhook is not null).Select(it => (string.Create(CultureInfo.InvariantCulture, $"Platforms:{it.Index}:Webhook:Url"), it.Item.Webhook!.Url)),
        ];
        var endpoints = Task.WhenAll(told.Select(it => reach.Try(it.Key, new Uri(it.Url), webhooks.AllowPrivateAddresses, stop)));
        var asked = Task.WhenAll(systems.All.Where(it => it.System.IsConfigured).Select(it => reach.Try($"MerchantSystems:{it.Key}:Url", new Uri(it.System.Url), allowsPrivate: true, stop)));
        var exported = collector is { } sent ? await Exported(sent.Key, sent.Url, stop) : null;
        return new(await endpoints, await asked, exported) { AllowsPrivate = webhooks.AllowPrivateAddresses };
    }

    // «collector:4317» is an address, too, of the scheme «collector»; it leads nowhere.
    private async Task<Receiver> Exported(string key, string address, CancellationToken stop) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? await reach.Try(key, url, allowsPrivate: true, stop)
            : new Receiver(key, Nowhere, Reached.NoUrl);
}
