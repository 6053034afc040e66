using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Acp.Fakes;
using Acp.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Acp.Stripe.Tests;

public sealed class When_webhooks_go_over_a_real_port : IAsyncLifetime
{
    private readonly FakeStripe stripe = new(TimeProvider.System);
    private readonly HttpClient control = new();
    private readonly ConcurrentQueue<(string Path, string Event)> received = [];
    private readonly WebApplication shop;
    private WebApplication? app;

    public When_webhooks_go_over_a_real_port()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        shop = builder.Build();
        shop.Run(Receive);
    }

    public async ValueTask InitializeAsync() => await shop.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        await shop.DisposeAsync();
        control.Dispose();
        stripe.Dispose();
    }

    [Fact]
    public async Task Events_arrive_by_themselves()
    {
        await Start();
        await Charge("spt_1");

        await Eventually.True(() => received.Count == 2);
        Assert.Equal(stripe.Events.Select(it => it.Id).Order(), received.Select(it => it.Event).Order());
    }

    [Fact]
    public async Task Held_ones_are_delivered_late_twice_and_out_of_order_as_they_are_asked_for()
    {
        await Start();
        await Control("/_fake/events/hold");
        await Charge("spt_1");
        var (paid, gone) = (stripe.Events[0].Id, stripe.Events[1].Id);

        Assert.Equal([200], await Deliver(gone, 1));
        Assert.Equal([200, 200], await Deliver(paid, 2));
        Assert.Equal([200], await Deliver(gone, 1));

        Assert.Equal([gone, paid, paid, gone], received.Select(it => it.Event));
        Assert.Empty(stripe.Deliveries.Waiting);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await Charge("tok_visa");
        using var network = WebhookSender.Network();
        var sender = new WebhookSender(stripe, [new WebhookEndpoint(shop.Urls.First() + "/redirect", ["whsec_1"])], network, TimeProvider.System) { Pause = TimeSpan.Zero };

        Assert.Equal(302, Assert.Single(await sender.Send(stripe.Events[0], CancellationToken.None)).Status);
        Assert.Equal(["/redirect", "/redirect", "/redirect"], received.Select(it => it.Path));
    }

    private async Task Receive(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        received.Enqueue((http.Request.Path, body.RootElement.GetProperty("id").GetString()!));
        if (http.Request.Path == "/redirect")
        {
            http.Response.Redirect("/hook");
        }
    }

    private async Task Start()
    {
        app = FakeStripeServer.Build(stripe, IPAddress.Loopback, 0, [new WebhookEndpoint(shop.Urls.First() + "/hook", ["whsec_1"])]);
        await app.StartAsync();
    }

    private async Task Charge(string token) => await stripe.Handle(World.Request(
        "POST", "/v1/payment_intents", $"amount=5397&currency=usd&confirm=true&shared_payment_granted_token={token}", null));

    private async Task<List<int>> Deliver(string id, int times)
    {
        using var reply = JsonDocument.Parse(await Control($"/_fake/events/{id}/deliver?times={times}"));
        return [.. reply.RootElement.GetProperty("deliveries").EnumerateArray().Select(it => it.GetProperty("status").GetInt32())];
    }

    private async Task<string> Control(string path)
    {
        using var reply = await control.PostAsync(new Uri(new Uri(app!.Urls.First()), path), null);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return await reply.Content.ReadAsStringAsync();
    }
}
