using System.Collections.Concurrent;
using Acp.Fakes;

namespace Acp.EndToEnd.Tests;

/// <summary>Two endpoints, a secret each, both replaced, as docs/webhooks.md says; two gateways behind a balancer, restarted one by one.</summary>
public sealed class When_webhook_secrets_are_rotated
{
    private static readonly string[] Old = ["whsec_seller_old", "whsec_issuer_old"];
    private static readonly string[] New = ["whsec_seller_new", "whsec_issuer_new"];

    [Fact]
    public async Task No_delivery_ever_fails()
    {
        await using var shop = await Shop.Open(Accepting(Old));
        var second = await shop.AnotherNode(Accepting(Old));
        using var balancer = new Balancer(shop.Gateway.Address, second.Address);
        using var paid = await shop.Complete(await shop.ReadySession(), "spt_1");
        using var deliveries = new Deliveries(shop.Stripe, balancer.Address);

        await deliveries.Continue(signedBy: Old);
        second = await Restart(shop, second, balancer, Accepting([.. Old, .. New]));
        await deliveries.Continue(signedBy: [.. Old, .. New]);
        await deliveries.Continue(signedBy: New);
        second = await Restart(shop, second, balancer, Accepting(New));
        await deliveries.Continue(signedBy: New);

        Assert.All(await deliveries.End(), delivery => Assert.Equal(200, delivery.Status));
        Assert.All(new[] { shop.Gateway, second }, gateway => Assert.DoesNotContain("notice was refused", gateway.Log, StringComparison.Ordinal));
        Assert.Single(shop.Sends);
        await second.DisposeAsync();
    }

    private static (string Key, string Value)[] Accepting(params string[] secrets) =>
        [.. secrets.Select((secret, i) => ($"Stripe__WebhookSecrets__{i}", secret))];

    private static async Task<GatewayProcess> Restart(Shop shop, GatewayProcess second, Balancer balancer, (string Key, string Value)[] settings)
    {
        await shop.Gateway.Terminate();
        Assert.DoesNotContain("notice was refused", shop.Gateway.Log, StringComparison.Ordinal);
        await shop.StartGateway(settings);
        balancer.Replace(0, shop.Gateway.Address);
        await second.Terminate();
        Assert.DoesNotContain("notice was refused", second.Log, StringComparison.Ordinal);
        await second.DisposeAsync();
        var next = await shop.AnotherNode(settings);
        balancer.Replace(1, next.Address);
        return next;
    }

    /// <summary>Delivers what has happened over and over, as a busy account would.</summary>
    private sealed class Deliveries : IDisposable
    {
        private readonly HttpMessageInvoker network = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
        private readonly ConcurrentQueue<FakeDelivery> made = [];
        private readonly CancellationTokenSource stop = new();
        private readonly FakeStripe stripe;
        private readonly string address;
        private readonly Task running;
        private volatile string[] secrets = Old;

        public Deliveries(FakeStripe stripe, Uri balancer)
        {
            (this.stripe, address) = (stripe, new Uri(balancer, "/api/webhooks/stripe").ToString());
            running = Run();
        }

        /// <summary>Goes on with these, and comes back when some have been delivered so.</summary>
        public async Task Continue(string[] signedBy)
        {
            secrets = signedBy;
            var before = made.Count;
            await Eventually.True(() => made.Count > before + 10);
        }

        public async Task<IReadOnlyCollection<FakeDelivery>> End()
        {
            await stop.CancelAsync();
            await running;
            return made;
        }

        public void Dispose()
        {
            network.Dispose();
            stop.Dispose();
        }

        private async Task Run()
        {
            while (!stop.IsCancellationRequested)
            {
                // Each of the two endpoints has its own secret, and while it is replaced both sign.
                foreach (var (told, endpoint) in stripe.Events.SelectMany(told => Endpoints(secrets).Select(endpoint => (told, endpoint))))
                {
                    var sender = new WebhookSender(stripe, [endpoint], network, TimeProvider.System);
                    made.Enqueue(Assert.Single(await sender.Send(told, CancellationToken.None)));
                }
            }
        }

        private IEnumerable<WebhookEndpoint> Endpoints(string[] current) =>
            new[] { "seller", "issuer" }.Select(of => new WebhookEndpoint(address, [.. current.Where(secret => secret.Contains(of, StringComparison.Ordinal))]));
    }
}
