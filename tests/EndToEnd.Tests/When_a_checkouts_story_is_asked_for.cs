using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Acp.Fakes;
using Acp.Gateway.Tests.Host;

namespace Acp.EndToEnd.Tests;

/// <summary>One checkout that meets nearly everything, and what support can find of it afterwards.</summary>
public sealed class When_a_checkouts_story_is_asked_for
{
    private const string Version = "2026-04-17";
    private const string Secret = "whsec_of_the_story";

    // The clock does not look for itself meanwhile: what is not known settles by the provider's word.
    [Fact]
    public async Task Every_step_is_there_in_order_with_its_request_its_key_its_version_and_its_status()
    {
        await using var receiver = await HookReceiver.Start();
        await using var shop = await Shop.Open(
            ("STRIPE_WEBHOOK_SECRET", Secret),
            ("Merchant__Webhook__Url", receiver.UrlOf("merchant")),
            ("Merchant__Webhook__Secrets__0", Secret),
            ("Checkout__SendsPerCall", "1"),
            ("Checkout__SettleAfter", "00:05:00"));
        var (id, order) = await Live(shop);
        await Eventually.True(async () => (await Story(shop, id)).Count(entry => Kind(entry) == "message") >= 2); // Placed, and refunded.

        var story = await Story(shop, id);

        Assert.Equal(story.Select(entry => entry.GetProperty("at").GetDateTimeOffset()).Order(), story.Select(entry => entry.GetProperty("at").GetDateTimeOffset()));
        Assert.Equal(
            [
                ("session", "create", 201), ("session", "early", 400), ("session", "address", 200), ("session", "option", 200),
                ("payment", "declined", null), ("payment", "declined", 400),
                ("payment", "unknown", null), ("request", "unknown", 503), ("request", "cancel", 409),
                ("session", "again", 200),
            ],
            Requests(story));
        Assert.All(story.Select(entry => entry.GetProperty("request")).Where(it => it.ValueKind == JsonValueKind.Object), it => Assert.Equal(Version, it.GetProperty("version").GetString()));
        Assert.Equal([(1, 1, 402), (2, 1, null)], Calls(story, "charge").Select(call => (Number(call, "attempt"), Number(call, "send"), Number(call, "status"))));
        Assert.Equal([200], Calls(story, "find_charge").Select(call => Number(call, "status")));
        Assert.Equal([(1, 200)], Calls(story, "refund").Select(call => (Number(call, "send"), Number(call, "status"))));
        Assert.Equal(3, Calls(story, "look_up_token").Length);
        TheProviderFindsEach(story);
        Assert.Equal("provider", Told(story, "Attempt 2 took").GetProperty("by").GetString());
        Assert.Contains(story, entry => Kind(entry) == "event" && entry.ToString().Contains("payment_intent.succeeded", StringComparison.Ordinal));
        Assert.Contains(story, entry => Kind(entry) == "order" && entry.ToString().Contains(order, StringComparison.Ordinal));
        Assert.Contains(story, entry => Kind(entry) == "refund");
        Assert.Contains(story, entry => Kind(entry) == "message" && Number(entry.GetProperty("detail"), "status") == 200);
    }

    private static async Task<(string Session, string Order)> Live(Shop shop)
    {
        var id = (await Ask(shop, "/checkout_sessions", new { currency = "usd", line_items = new[] { new { id = "item_mug", quantity = 1 } }, capabilities = new { } }, "create", 201)).GetProperty("id").GetString()!;
        var (update, complete) = ($"/checkout_sessions/{id}", $"/checkout_sessions/{id}/complete");
        await Ask(shop, complete, new { shared_payment_granted_token = "spt_1" }, "early", 400);
        var addressed = await Ask(shop, update, new { fulfillment_details = Shop.Home }, "address", 200);
        var option = addressed.GetProperty("fulfillment_options")[0].GetProperty("id").GetString();
        await Ask(shop, update, new { selected_fulfillment_options = new[] { new { type = "shipping", option_id = option, item_ids = new[] { "item_mug" } } } }, "option", 200);
        await Ask(shop, complete, new { shared_payment_granted_token = "spt_decline_1" }, "declined", 400);
        shop.Stripe.Faults.Next(FaultKind.LoseReply);
        await Ask(shop, complete, new { shared_payment_granted_token = "spt_1" }, "unknown", 503);
        await Ask(shop, $"{update}/cancel", new { }, "cancel", 409);
        await Notify(shop, shop.Stripe.Events.Single(told => told.Type == "payment_intent.succeeded"));
        await Eventually.True(async () => (await shop.Session(id)).GetProperty("status").GetString() == "completed");
        var order = (await Ask(shop, complete, new { shared_payment_granted_token = "spt_1" }, "again", 200)).GetProperty("order").GetProperty("id").GetString()!;
        using var refunded = await shop.Operate(HttpMethod.Post, $"/admin/orders/{order}/refunds", new { amount = 100 }, "refund");
        Assert.Equal(HttpStatusCode.Created, refunded.StatusCode);
        return (id, order);
    }

    private static async Task<JsonElement> Ask(Shop shop, string path, object body, string name, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", $"key-{name}");
        request.Headers.Add("Request-Id", $"req-{name}");
        using var answer = await shop.Agent.SendAsync(request);
        var told = await Shop.Body(answer);
        Assert.True((int)answer.StatusCode == status, $"{name}: {answer.StatusCode} {told}");
        return told;
    }

    private static async Task Notify(Shop shop, FakeEvent told)
    {
        using var network = new HttpMessageInvoker(new SocketsHttpHandler());
        var endpoint = new WebhookEndpoint(new Uri(shop.Gateway.Address, "/api/webhooks/stripe").ToString(), [Secret]);
        Assert.Equal(200, Assert.Single(await new WebhookSender(shop.Stripe, [endpoint], network, TimeProvider.System).Send(told, CancellationToken.None)).Status);
    }

    private static async Task<JsonElement[]> Story(Shop shop, string id)
    {
        using var answer = await shop.Operate(HttpMethod.Get, $"/admin/checkout_sessions/{id}/story");
        return [.. (await Shop.Body(answer)).GetProperty("story").EnumerateArray()];
    }

    /// <summary>Each by the name that its request and its key bear alike.</summary>
    private static IEnumerable<(string? Kind, string Name, int? Status)> Requests(JsonElement[] story)
    {
        foreach (var (entry, request) in story.Select(entry => (entry, entry.GetProperty("request"))).Where(it => it.Item2.ValueKind == JsonValueKind.Object))
        {
            var name = request.GetProperty("key").GetString()!["key-".Length..];
            Assert.Equal($"req-{name}", request.GetProperty("id").GetString());
            yield return (Kind(entry), name, Number(request, "status"));
        }
    }

    /// <summary>By its own id, wherever it answered.</summary>
    private static void TheProviderFindsEach(JsonElement[] story)
    {
        var ids = Calls(story).Where(call => Number(call, "status") is not null).Select(call => call.GetProperty("id").GetString()!).ToArray();
        Assert.All(ids, id => Assert.StartsWith("req_", id, StringComparison.Ordinal));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    private static JsonElement[] Calls(JsonElement[] story, string? operation = null) =>
    [
        .. story.Where(entry => Kind(entry) == "provider").Select(entry => entry.GetProperty("call"))
            .Where(call => operation is null || call.GetProperty("operation").GetString() == operation),
    ];

    private static JsonElement Told(JsonElement[] story, string what) => story.Single(entry => entry.GetProperty("what").GetString()!.Contains(what, StringComparison.Ordinal));

    private static string? Kind(JsonElement entry) => entry.GetProperty("kind").GetString();

    private static int? Number(JsonElement of, string member) => of.GetProperty(member) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
}
