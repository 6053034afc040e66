using Acp.Deliveries;
using Acp.Gateway.Orders;
using Acp.Gateway.Platforms;
using Acp.Gateway.Webhooks.Outgoing;
using Acp.Orders;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests.Host;

/// <summary>Somebody who tells one endpoint of orders, over a stranger's site.</summary>
internal static class HookedShop
{
    public const string Body = """{"type":"order_create"}""";
    public const string Secret = "whsec_of_the_merchant";

    public static OrderHooks Over(StrangersSite site, string url = $"https://{StrangersSite.Domain}/hook", bool allowsPrivate = false, string environment = "Production") => new(
        new OrderEndpoints(Options.Create(new PlatformsOptions()), Options.Create(Merchant(url))),
        new PlainBodies(),
        site.Network,
        Options.Create(new WebhooksOptions { AllowPrivateAddresses = allowsPrivate }),
        new SomeEnvironment { EnvironmentName = environment },
        site.Clock);

    public static OrderMessage Message { get; } = new("msg_ord_1_1", Snapshot("ord_1"));

    private static MerchantOptions Merchant(string url)
    {
        var webhook = new WebhookOptions { Url = url };
        webhook.Secrets.Add(Secret);
        return new MerchantOptions { Webhook = webhook };
    }

    private static OrderSnapshot Snapshot(string id) => new(
        id, "1", "cs_1", "one", 1, OrderStatus.Confirmed, "usd", 500, 0, null, null, null, null, null, [], [], [], [], [], [], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    private sealed class PlainBodies : IOrderEventBodies
    {
        public OrderEvent Render(OrderReceiver receiver, OrderMessage message, DateTimeOffset now) => new(
            System.Text.Encoding.UTF8.GetBytes(Body), "application/json", new Dictionary<string, string> { ["Merchant-Signature"] = $"signed at {now.ToUnixTimeSeconds()}" });
    }

    private sealed class SomeEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "";

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
