using System.Collections.Frozen;
using Acp.Gateway.Orders;
using Acp.Gateway.Platforms;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Webhooks.Outgoing;

/// <param name="Name">As in <see cref="EndpointNames"/>.</param>
/// <param name="Platform">Whose orders it is told of; null: everybody's.</param>
internal sealed record OrderEndpoint(string Name, string? Platform, Uri Url, OrderReceiver Receiver);

/// <summary>Everybody who is told of orders, as it is configured: the same on every node.</summary>
internal sealed class OrderEndpoints
{
    private readonly FrozenDictionary<string, OrderEndpoint> byName;

    public OrderEndpoints(IOptions<PlatformsOptions> platforms, IOptions<MerchantOptions> merchant)
    {
        OrderEndpoint[] own = merchant.Value.Webhook is { } webhook
            ? [new(EndpointNames.Merchant, Platform: null, new Uri(webhook.Url), new OrderReceiver(ApiVersion: null, [.. webhook.Secrets]))]
            : [];
        All = [.. own, .. platforms.Value.Platforms.Where(platform => platform.Webhook is not null).Select(Of)];
        byName = All.ToFrozenDictionary(endpoint => endpoint.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<OrderEndpoint> All { get; }

    public OrderEndpoint? Find(string name) => byName.GetValueOrDefault(name);

    private static OrderEndpoint Of(PlatformOptions platform) => new(
        EndpointNames.OfPlatform(platform.Name),
        platform.Name,
        new Uri(platform.Webhook!.Url),
        new OrderReceiver(platform.Webhook.Version, [.. platform.Webhook.Secrets]));
}
