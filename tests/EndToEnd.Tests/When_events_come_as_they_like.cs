using System.Net;
using System.Text;
using System.Text.Json;
using Acp.Fakes;

namespace Acp.EndToEnd.Tests;

/// <summary>Twice, late, in any order, about others, of unheard types: each is acknowledged, and counts once or not at all.</summary>
public sealed class When_events_come_as_they_like
{
    private const string Path = "/api/webhooks/stripe";
    private const string Secret = "whsec_endtoend";

    [Fact]
    public async Task Duplicates_do_nothing_and_order_does_not_matter()
    {
        await using var shop = await Shop.Open(("STRIPE_WEBHOOK_SECRET", Secret));
        var id = await shop.ReadySession();
        using var paid = await shop.Complete(id, "spt_1");
        await Shop.OrderOf(paid);
        var session = (await shop.Session(id)).ToString();

        foreach (var told in shop.Stripe.Events.Reverse().Concat(shop.Stripe.Events).Concat(shop.Stripe.Events))
        {
            Assert.Equal(HttpStatusCode.OK, await Post(shop, told.ToJson(1)));
        }

        foreach (var told in shop.Stripe.Events)
        {
            await Eventually.True(async () => (await Event(shop, told.Id)).GetProperty("status").GetString() == "treated");
            Assert.Equal(["event.received", "event.treated"], Timeline(await Event(shop, told.Id)));
        }

        Assert.Equal(session, (await shop.Session(id)).ToString());
        Assert.Single(shop.Sends);
        using var token = await shop.Operate(HttpMethod.Get, "/admin/spt/spt_1");
        Assert.Equal("USED", (await Shop.Body(token)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_accounts_other_traffic_is_dropped_and_what_is_not_known_is_kept()
    {
        await using var shop = await Shop.Open(("STRIPE_WEBHOOK_SECRET", Secret));

        Assert.Equal(HttpStatusCode.OK, await Post(shop, Told("evt_theirs", "payment_intent.succeeded")));
        Assert.Equal(HttpStatusCode.OK, await Post(shop, Told("evt_their_token", "shared_payment.granted_token.deactivated")));
        Assert.Equal(HttpStatusCode.OK, await Post(shop, Told("evt_new_type", "balance.exploded")));

        using var events = await shop.Operate(HttpMethod.Get, "/admin/events");
        var kept = Assert.Single((await Shop.Body(events)).GetProperty("data").EnumerateArray());
        Assert.Equal(("evt_new_type", "kept"), (kept.GetProperty("id").GetString(), kept.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task One_that_bears_our_mark_and_comes_before_its_record_waits()
    {
        await using var shop = await Shop.Open(("STRIPE_WEBHOOK_SECRET", Secret));

        Assert.Equal(HttpStatusCode.OK, await Post(shop, Told("evt_early", "payment_intent.succeeded", session: "cs_of_tomorrow")));

        await Eventually.True(async () => (await Event(shop, "evt_early")).GetProperty("tries").GetInt32() > 0);
        var early = await Event(shop, "evt_early");
        Assert.Equal("waiting", early.GetProperty("status").GetString());
        Assert.NotEqual(JsonValueKind.Null, early.GetProperty("nextTryAt").ValueKind);
    }

    [Fact]
    public async Task What_was_acknowledged_is_treated_though_the_process_dies()
    {
        // The session does not look by itself for an hour: only the event can tell.
        (string, string)[] settings = [("STRIPE_WEBHOOK_SECRET", Secret), ("Checkout__LookAtWaitingAfter", "01:00:00")];
        await using var shop = await Shop.Open(settings);
        var id = await shop.ReadySession();
        using var waiting = await shop.Complete(id, "spt_3ds");
        Assert.True(shop.Stripe.Authenticate(shop.Sends.Single().IntentId!, succeeded: true));
        var succeeded = shop.Stripe.Events.Single(told => told.Type == "payment_intent.succeeded");
        var gate = shop.Stripe.Faults.HoldBeforeExecution(StripeCall.LookUpIntent);

        Assert.Equal(HttpStatusCode.OK, await Post(shop, succeeded.ToJson(1)));
        await gate.Arrived;
        await shop.Gateway.Kill();
        gate.Release();
        await shop.StartGateway(settings);

        await Eventually.True(async () => (await shop.Session(id)).GetProperty("status").GetString() == "completed", TimeSpan.FromMinutes(2));
        Assert.Single(shop.Stripe.ChargesOf(id));
    }

    private static byte[] Told(string id, string type, string? session = null) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        id,
        @object = "event",
        type,
        created = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
        data = new { @object = new { id = "obj_1", metadata = session is null ? [] : new Dictionary<string, string> { ["acp_session"] = session } } },
    }));

    private static async Task<HttpStatusCode> Post(Shop shop, byte[] body)
    {
        var address = new Uri(shop.Gateway.Address, Path);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Headers.Add("Stripe-Signature", new WebhookEndpoint(address.ToString(), [Secret]).Sign(body, TimeProvider.System.GetUtcNow()));
        using var reply = await client.SendAsync(request);
        return reply.StatusCode;
    }

    private static async Task<JsonElement> Event(Shop shop, string id)
    {
        using var answer = await shop.Operate(HttpMethod.Get, $"/admin/events/{id}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Shop.Body(answer);
    }

    private static IEnumerable<string?> Timeline(JsonElement told) =>
        told.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("event").GetString());
}
