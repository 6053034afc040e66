using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Acp.Fakes;

namespace Acp.EndToEnd.Tests;

/// <summary>
/// Two gateways that share nothing but the provider: at one a platform has tokens issued, at the other they are spent. The
/// issuer learns of that from the provider's webhooks alone, and those are sent when the test says so.
/// </summary>
internal sealed class IssuerAndShop : IAsyncDisposable
{
    private const string Secret = "whsec_of_the_issuer";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-e2e-issuer-");
    private readonly HttpMessageInvoker network = WebhookSender.Network();
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromMinutes(1) };
    private GatewayProcess? issuer;

    private IssuerAndShop(Shop shop) => Shop = shop;

    public Shop Shop { get; }

    public FakeStripe Stripe => Shop.Stripe;

    /// <summary>The issuer knows the shop as the merchant that it is: by its discovery document.</summary>
    public static async Task<IssuerAndShop> Open()
    {
        var both = new IssuerAndShop(await Shop.Open());
        both.issuer = await GatewayProcess.Start(
            both.folder.FullName,
            both.Shop.StripeAddress,
            ("STRIPE_ISSUER_SECRET_KEY", "sk_test_fake_issuer"),
            ("STRIPE_ISSUER_WEBHOOK_SECRET", Secret),
            ("Merchants__LoopbackAddress", both.Shop.Gateway.Address.ToString()));
        both.client.BaseAddress = both.issuer.Address;
        both.client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo_platform_key");
        await Verified(both.issuer);
        return both;
    }

    /// <summary>The demo merchant is registered and verified right after the start.</summary>
    public static Task Verified(GatewayProcess gateway) =>
        Eventually.True(() => gateway.Log.Contains("The demo merchant localhost: Stands.", StringComparison.Ordinal));

    public static object Wish(long amount = 5000, int expiresIn = 300) => new
    {
        merchantDomain = "localhost",
        amount,
        currency = "USD",
        expiresIn,
        paymentMethod = "pm_card_visa",
        mandate = new { intentId = "intent_123", cartId = "cart_456", paymentId = "payment_789" },
        metadata = new { order = "42" },
    };

    public async Task<HttpResponseMessage> Issue(object wish, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/spt") { Content = JsonContent.Create(wish) };
        request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    public async Task<string> Issued(object wish, string key)
    {
        using var issued = await Issue(wish, key);
        var token = await Shop.Body(issued);
        Assert.True(issued.StatusCode == HttpStatusCode.Created, token.ToString());
        return token.GetProperty("id").GetString()!;
    }

    public async Task<JsonElement> Token(string id)
    {
        using var shown = await client.GetAsync(new Uri($"/spt/{id}", UriKind.Relative));
        return await Shop.Body(shown);
    }

    public async Task<string?> Status(string id) => (await Token(id)).TryGetProperty("status", out var status) ? status.GetString() : null;

    public Task Becomes(string id, string status) => Eventually.True(async () => await Status(id) == status);

    /// <summary>The token's way through the issuer's books, as the support desk sees it.</summary>
    public async Task<IReadOnlyList<string>> Timeline(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/admin/spt/{id}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "demo_admin_key");
        using var shown = await client.SendAsync(request);
        return [.. (await Shop.Body(shown)).GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("event").GetString()!)];
    }

    /// <returns>The payment that it was spent with.</returns>
    public async Task<string> Spend(string token, string? session = null)
    {
        using var paid = await Shop.Complete(session ?? await Shop.ReadySession(), token);
        await Shop.OrderOf(paid);
        return Shop.Sends.Last().IntentId!;
    }

    public FakeEvent Told(string type, string token) => Stripe.Events.Single(it => it.Type == type && it.ObjectId == token);

    /// <summary>The provider posts the event to the issuer, who takes it.</summary>
    public async Task Deliver(FakeEvent it)
    {
        var endpoint = new WebhookEndpoint(new Uri(issuer!.Address, "/api/webhooks/stripe").ToString(), [Secret], account: Stripe.Issuer);
        var sender = new WebhookSender(Stripe, [endpoint], network, TimeProvider.System);
        Assert.Equal(200, Assert.Single(await sender.Send(it, CancellationToken.None)).Status);
    }

    public async ValueTask DisposeAsync()
    {
        Stripe.Faults.ReleaseAll();
        client.Dispose();
        if (issuer is not null)
        {
            await issuer.DisposeAsync();
        }

        await Shop.DisposeAsync();
        network.Dispose();
        folder.Delete(recursive: true);
    }
}
