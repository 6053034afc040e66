using System.Globalization;
using Acp.Deliveries;
using Acp.Gateway.Http;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Orders;

internal sealed class OrderEventBodies(AcpVersions versions, IOptions<MerchantOptions> merchant) : IOrderEventBodies
{
    private const string ContentType = "application/json";

    public OrderEvent Render(OrderReceiver receiver, OrderMessage message, DateTimeOffset now) =>
        receiver.ApiVersion is { } version
            ? ForPlatform(version, receiver.Secrets, message, now)
            : ForMerchant(receiver.Secrets, message, now);

    // A platform takes one signature in the header, no more: the newest secret's.
    private OrderEvent ForPlatform(string version, IReadOnlyList<string> secrets, OrderMessage message, DateTimeOffset now)
    {
        var body = versions[version].Render(message);
        var headers = Headers(message, now, OrderSignature.Of(body.Span, now, secrets.Take(1)));
        headers[AcpHeaders.ApiVersion] = version;
        return new OrderEvent(body, ContentType, headers);
    }

    private OrderEvent ForMerchant(IReadOnlyList<string> secrets, OrderMessage message, DateTimeOffset now)
    {
        var body = MerchantOrderWriter.Write(message, merchant.Value);
        return new OrderEvent(body, ContentType, Headers(message, now, OrderSignature.Of(body.Span, now, secrets)));
    }

    private static Dictionary<string, string> Headers(OrderMessage message, DateTimeOffset now, string signature) => new(StringComparer.OrdinalIgnoreCase)
    {
        [OrderSignature.Header] = signature,
        [AcpHeaders.RequestId] = message.Id,
        [AcpHeaders.Timestamp] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
    };
}
