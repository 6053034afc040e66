using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Acp.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Acp.EndToEnd.Tests;

public sealed class When_Stripe_tells_by_itself
{
    private const string Path = "/api/webhooks/stripe";
    private const string Secret = "whsec_endtoend";

    [Fact]
    public async Task What_it_signed_is_taken_and_what_somebody_else_signed_or_long_ago_is_not()
    {
        await using var shop = await Shop.Open(("STRIPE_WEBHOOK_SECRET", Secret));
        using var paid = await shop.Complete(await shop.ReadySession(), "spt_1");
        await Shop.OrderOf(paid);
        using var network = WebhookSender.Network();
        var address = new Uri(shop.Gateway.Address, Path).ToString();
        var sender = new WebhookSender(shop.Stripe, [new WebhookEndpoint(address, [Secret])], network, TimeProvider.System);

        foreach (var told in shop.Stripe.Events)
        {
            Assert.Equal([new FakeDelivery(told.Id, address, 200, 1)], await sender.Send(told, CancellationToken.None));
        }

        Assert.Equal(["payment_intent.succeeded", "shared_payment.granted_token.deactivated"], shop.Stripe.Events.Select(it => it.Type));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(shop, "whsec_of_somebody", TimeSpan.Zero));
        Assert.Equal(HttpStatusCode.BadRequest, await Post(shop, Secret, TimeSpan.FromMinutes(-10)));
        Assert.Equal(HttpStatusCode.OK, await Post(shop, Secret, TimeSpan.Zero));
        Assert.Single(shop.Sends);
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_believed_and_the_log_says_what_to_set()
    {
        await using var shop = await Shop.Open();
        using var paid = await shop.Complete(await shop.ReadySession(), "spt_1");

        Assert.Equal(HttpStatusCode.BadRequest, await Post(shop, Secret, TimeSpan.Zero));
        await Eventually.True(() => shop.Gateway.Log.Contains("Stripe:WebhookSecrets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_fake_in_the_gateways_own_process_tells_too()
    {
        var heard = new ConcurrentQueue<string?>();
        await using var elsewhere = await Listener(heard);
        await using var shop = await Shop.Open(
            ("STRIPE_SECRET_KEY", ""), ("STRIPE_API_BASE", ""), ("STRIPE_WEBHOOK_SECRET", Secret), ("FakeStripe__WebhookUrl", elsewhere.Urls.First()));
        using var paid = await shop.Complete(await shop.ReadySession(), "spt_1");
        await Shop.OrderOf(paid);

        await Eventually.True(() => heard.Count == 2);
        Assert.Equal(["payment_intent.succeeded", "shared_payment.granted_token.deactivated"], heard.Order());
        Assert.Empty(shop.Stripe.Ledger);
    }

    private static async Task<HttpStatusCode> Post(Shop shop, string secret, TimeSpan late)
    {
        var body = shop.Stripe.Events[0].ToJson(1);
        var address = new Uri(shop.Gateway.Address, Path);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Headers.Add("Stripe-Signature", new WebhookEndpoint(address.ToString(), [secret]).Sign(body, TimeProvider.System.GetUtcNow() + late));
        using var reply = await client.SendAsync(request);
        return reply.StatusCode;
    }

    private static async Task<WebApplication> Listener(ConcurrentQueue<string?> heard)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            heard.Enqueue(body.RootElement.GetProperty("type").GetString());
        });
        await app.StartAsync();
        return app;
    }
}
