using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acp.Fakes;

namespace Acp.Stripe.Tests;

public sealed class When_webhooks_are_sent : IDisposable
{
    private const string Url = "http://localhost:5080/api/webhooks/stripe";
    private const string Secret = "whsec_current";

    private readonly World world = new();

    [Fact]
    public async Task The_body_is_the_event_signed_with_its_time()
    {
        await world.Charge("tok_visa");
        var wire = Wire.Answering(200, "{}");

        var delivery = Assert.Single(await On(wire, Endpoint()).Send(world.Stripe.Events[0], CancellationToken.None));

        Assert.Equal((200, 1, true), (delivery.Status, delivery.Tries, delivery.Taken));
        var sent = Assert.Single(wire.Sent);
        Assert.Equal(("POST", Url), (sent.Method, sent.Address));
        Assert.Equal("application/json; charset=utf-8", sent.Headers["Content-Type"]);
        Assert.Equal(Encoding.UTF8.GetString(world.Stripe.Events[0].ToJson(1)), sent.Body);
        Assert.Equal($"t=1795348800,v1={Signed(Secret, $"1795348800.{sent.Body}")}", sent.Headers["Stripe-Signature"]);
    }

    [Fact]
    public async Task While_a_secret_is_replaced_both_sign()
    {
        await world.Charge("tok_visa");
        var wire = Wire.Answering(200, "{}");

        await On(wire, new WebhookEndpoint(Url, [Secret, "whsec_next"])).Send(world.Stripe.Events[0], CancellationToken.None);

        var sent = Assert.Single(wire.Sent);
        var text = $"1795348800.{sent.Body}";
        Assert.Equal($"t=1795348800,v1={Signed(Secret, text)},v1={Signed("whsec_next", text)}", sent.Headers["Stripe-Signature"]);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(400)]
    [InlineData(302)]
    public async Task Without_a_2xx_they_are_sent_three_times_each_signed_anew(int status)
    {
        await world.Charge("tok_visa");
        var wire = Wire.Answering(status, "");

        var sending = On(wire, Endpoint()).Send(world.Stripe.Events[0], CancellationToken.None).AsTask();
        await Eventually.True(() =>
        {
            world.Time.Advance(TimeSpan.FromMilliseconds(100));
            return sending.IsCompleted;
        });

        var delivery = Assert.Single(await sending);
        Assert.Equal((status, 3, false), (delivery.Status, delivery.Tries, delivery.Taken));
        var times = wire.Sent.Select(sent => long.Parse(sent.Headers["Stripe-Signature"].Split(',')[0]["t=".Length..], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(1795348800, times[0]);
        Assert.True(times[1] >= times[0] + 1 && times[2] >= times[1] + 2, string.Join(' ', times));
        Assert.Equal(1, await Pending(0));
    }

    [Fact]
    public async Task One_that_nobody_answers_is_given_up_after_its_time()
    {
        await world.Charge("tok_visa");
        var never = new Wire(async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return new HttpResponseMessage();
        });

        var sending = On(never, Endpoint()).Send(world.Stripe.Events[0], CancellationToken.None).AsTask();
        await Eventually.True(() =>
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            return sending.IsCompleted;
        });

        Assert.Equal((0, 3), Assert.Single(await sending) is var delivery ? (delivery.Status, delivery.Tries) : default);
    }

    [Fact]
    public async Task The_event_is_pending_until_every_endpoint_has_it()
    {
        await world.Charge("tok_visa");
        await world.Charge("tok_visa", "cs_2");
        var sender = On(Wire.Answering(204, ""), Endpoint(), new WebhookEndpoint("http://127.0.0.1:1/", [Secret]));
        Assert.Equal((2, 2), (await Pending(0), await Pending(1)));

        await sender.Send(world.Stripe.Events[0], CancellationToken.None);
        Assert.Equal((0, 2), (await Pending(0), await Pending(1)));
    }

    [Fact]
    public async Task Each_account_has_endpoints_of_its_own()
    {
        await world.Issue(World.IssueOrder());
        await world.Charge("tok_visa");
        var wire = Wire.Answering(200, "");
        var sender = On(wire, Endpoint(), new WebhookEndpoint("http://localhost/issuer", ["whsec_issuer"], account: world.Stripe.Issuer));
        Assert.Equal(1, await Pending(1));

        foreach (var told in world.Stripe.Events)
        {
            await sender.Send(told, CancellationToken.None);
        }

        Assert.Equal(["http://localhost/issuer", Url], wire.Sent.Select(sent => sent.Address));
        Assert.Contains(EventTypes.IssuedActive, wire.Sent[0].Body, StringComparison.Ordinal);
        Assert.Equal(0, await Pending(1));
    }

    [Fact]
    public async Task A_single_endpoint_is_the_sellers_and_its_connected_accounts()
    {
        var options = World.Options();
        options.ConnectedAccount = "acct_shop";
        var provider = World.On(new FakeStripeHandler(world.Stripe), options, world.Time);
        await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order("tok_visa")), World.InTime);
        await world.Issue(World.IssueOrder());
        var wire = Wire.Answering(200, "");

        Assert.Single(await On(wire, Endpoint()).Send(world.Stripe.Events[0], CancellationToken.None));
        Assert.Empty(await On(wire, Endpoint()).Send(world.Stripe.Events[1], CancellationToken.None));

        using var body = JsonDocument.Parse(Assert.Single(wire.Sent).Body);
        Assert.Equal("acct_shop", body.RootElement.GetProperty("account").GetString());
    }

    [Theory]
    [InlineData("https://shop.example/hook")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://[::2]/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("localhost:5080")]
    public void An_address_elsewhere_is_refused_unless_it_is_allowed(string url)
    {
        Assert.Throws<ArgumentException>(() => new WebhookEndpoint(url, [Secret]));
        var allowed = Record.Exception(() => new WebhookEndpoint(url, [Secret], anywhere: true));
        Assert.Equal(!url.StartsWith("http", StringComparison.Ordinal), allowed is ArgumentException);
    }

    [Fact]
    public void An_endpoint_without_a_secret_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new WebhookEndpoint(Url, []));
        Assert.Throws<ArgumentException>(() => new WebhookEndpoint(Url, [""]));
    }

    public void Dispose() => world.Dispose();

    private static WebhookEndpoint Endpoint() => new(Url, [Secret]);

    private WebhookSender On(Wire wire, params WebhookEndpoint[] endpoints)
    {
        var sender = new WebhookSender(world.Stripe, endpoints, new HttpMessageInvoker(wire), world.Time);
        sender.Attach();
        return sender;
    }

    private async Task<int> Pending(int index)
    {
        using var body = JsonDocument.Parse((await world.Get($"/v1/events/{world.Stripe.Events[index].Id}")).Body);
        return body.RootElement.GetProperty("pending_webhooks").GetInt32();
    }

    private static string Signed(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
