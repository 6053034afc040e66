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
        using var deliveries = new Deliveries(shop.Stripe, balancer.Address, signedBy: Old, issues: false);

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
}
