namespace Acp.EndToEnd.Tests;

public sealed class When_the_gateway_stops_and_starts
{
    [Fact]
    public async Task What_is_in_flight_is_finished_first()
    {
        await using var shop = await Shop.Open();
        var id = await shop.ReadySession();
        var gate = shop.Stripe.Faults.HoldAfterExecution();
        var complete = shop.Complete(id, "spt_1");
        await gate.Arrived;
        var stopping = shop.Gateway.Terminate();
        await Eventually.True(async () => await Refuses(shop));
        gate.Release();

        using var answer = await complete;

        await Shop.OrderOf(answer);
        Assert.Equal(0, await stopping);
    }

    [Fact]
    public async Task Every_session_is_found_again()
    {
        await using var shop = await Shop.Open();
        var (open, paid) = (await shop.ReadySession(), await shop.ReadySession());
        using var answer = await shop.Complete(paid, "spt_1");
        var before = ((await shop.Session(open)).ToString(), (await shop.Session(paid)).ToString());
        await shop.Gateway.Terminate();

        await shop.StartGateway();

        Assert.Equal(before, ((await shop.Session(open)).ToString(), (await shop.Session(paid)).ToString()));
    }

    [Theory]
    [InlineData("Production", "Store", "", "Store is missing")]
    [InlineData("Production", "Catalog__Path", "", "Catalog:Path is missing")]
    [InlineData("Production", "Store", "memory:", "Store is memory:")]
    [InlineData("Production", "Gateway__TrustedProxies__0", "", "every request would be refused")]
    [InlineData("Production", "Platforms__0__ApiKeys__0", "demo_platform_key", "begins with demo_")]
    [InlineData("Development", "STRIPE_SECRET_KEY", "sk_live_1234", "live key")]
    [InlineData("Development", "STRIPE_WEBHOOK_SECRET", "whsec_1 whsec_2", "Stripe:WebhookSecrets")]
    [InlineData("Development", "Stripe__WebhookSecrets__1", " ", "Stripe:WebhookSecrets")]
    [InlineData("Development", "Stripe__CallsPerSecond", "-1", "Stripe:CallsPerSecond")]
    [InlineData("Development", "Admin__Keys__0", "demo_platform_key", "names a key of a platform")]
    [InlineData("Development", "Checkout__ReplyRetention", "01:00:00", "Checkout:ReplyRetention")]
    [InlineData("Development", "Checkout__SessionRetention", "1.00:00:00", "Checkout:SessionRetention")]
    [InlineData("Development", "Orders__Retention", "179.23:59:59", "Orders:Retention")]
    [InlineData("Development", "Orders__AfterRetention", "shred", "Orders:AfterRetention")]
    [InlineData("Development", "Checkout__CompleteBudget", "soon", "Checkout:CompleteBudget")]
    [InlineData("Development", "Merchant__PublicUrl", "shop.example", "Merchant:PublicUrl")]
    [InlineData("Development", "Merchant__Webhook__Url", "https://orders.example/", "Merchant:Webhook:Secrets:0")]
    [InlineData("Development", "Catalog__Path", "no-such-file.json", "Catalog:Path")]
    [InlineData("Development", "FakeStripe__WebhookUrl", "http://localhost:1/", "FakeStripe:WebhookUrl")]
    [InlineData("Development", "Store", "Host=127.0.0.1;Port=1;Password=secret", "Store: The PostgreSQL database cannot be opened")]
    [InlineData("Development", "Store", "Database=shop;Password=secret", "Store: The store is not understood")]
    public async Task A_configuration_that_cannot_work_stops_it_with_the_keys_name(string environment, string key, string value, string said)
    {
        var folder = Directory.CreateTempSubdirectory("acp-e2e-");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => GatewayProcess.Start(folder.FullName, stripe: null, [.. Working(environment), (key, value)]));

        Assert.Contains("does not start", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_production_configuration_starts()
    {
        var folder = Directory.CreateTempSubdirectory("acp-e2e-");
        await using (var gateway = await GatewayProcess.Start(folder.FullName, new Uri("http://127.0.0.1:1"), Working("Production")))
        {
            using var probe = new HttpClient();
            Assert.Equal("ready\n", await probe.GetStringAsync(new Uri(gateway.Address, "/readyz")));
            Assert.DoesNotContain("platform_key", gateway.Log, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    private static (string Key, string Value)[] Working(string environment) => environment == "Development"
        ? [("ASPNETCORE_ENVIRONMENT", environment)]
        :
        [
            ("ASPNETCORE_ENVIRONMENT", environment),
            ("Platforms__0__Name", "agent"), ("Platforms__0__ApiKeys__0", "a_platform_key_of_its_own"),
            ("Merchant__Name", "Shop"), ("Merchant__MerchantId", "acct_1"), ("Merchant__PublicUrl", "https://shop.example"),
            ("Catalog__Path", "catalog.demo.json"), ("Gateway__TrustedProxies__0", "10.42.0.0/16"),
        ];

    private static async Task<bool> Refuses(Shop shop)
    {
        try
        {
            using var probe = new HttpClient();
            (await probe.GetAsync(new Uri(shop.Gateway.Address, "/healthz"))).Dispose();
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
