using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acp.Fakes;
using Acp.Gateway.Tests.Host;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Acp.Gateway.Tests;

/// <summary>
/// The whole gateway, with marks in every key, secret, token and in all that is said of a buyer: paid, declined, challenged,
/// paid on a page, issued, told in both directions, driven by operators, sent nonsense, with the provider away and with the
/// store away. None of the marks may turn up in a log at any level, a scope, an exception, a span, a measurement or a refusal.
/// </summary>
[Collection(ListensToTheProcess.Name)]
public sealed class When_everything_is_driven_with_marked_secrets : IAsyncLifetime
{
    private const string WrongKey = "sk_wrong_MARKwrongkey";
    private const string WebhookSecret = "whsec_MARKofstripe00000000";
    private const string IssuerSecret = "whsec_MARKofissuer00000000";
    private const string PlatformSecret = "whsec_MARKofplatform000000";
    private const string MerchantSecret = "whsec_MARKofmerchant000000";
    private const string Token = "spt_MARKtoken";
    private const string Method = "pm_MARKmethod";

    /// <summary>Of whoever buys.</summary>
    private static readonly string[] Buyer =
        ["Markfirst", "Marklast", "markmail@buyer.example", "+15550142857", "14 Markstreet", "Markline two", "94777-9431", "Markcompany", "Marknote", "Markmeta", "Markrecipient", "Markbilling"];

    private static readonly string[] Keys =
        [AcpHost.Key, AcpHost.RotatedKey, AcpHost.OtherKey, AcpHost.AdminKey, AcpHost.SupportKey, AcpHost.ReadKey, WrongKey, WebhookSecret, IssuerSecret, PlatformSecret, MerchantSecret, "sk_test_fake"];

    private readonly Overheard overheard = new([.. Keys, .. Buyer, Token, Method]);
    private readonly FailingStore store = new();
    private HookReceiver receiver = null!;
    private WholeGateway gateway = null!;
    private int number;

    public async ValueTask InitializeAsync()
    {
        receiver = await HookReceiver.Start();
        gateway = await WholeGateway.Start(
            [
                ("Stripe:WebhookSecrets:0", WebhookSecret), ("Stripe:Issuer:WebhookSecrets:0", IssuerSecret), ("HostedCheckout:Enabled", "true"),
                ("Merchants:AllowLoopback", "true"), ("Merchants:Demo:Domain", "localhost"), ("Merchants:Demo:Profile", "profile_test_seller"),
                ("Platforms:0:Tokens:MaximumAmounts:usd", "50000"), ("Gateway:WrongKeysPerMinute", "1"),
                ("Platforms:0:Webhook:Url", receiver.UrlOf("platform")), ("Platforms:0:Webhook:Secrets:0", PlatformSecret), ("Platforms:0:Webhook:Version", AcpHost.Version),

                // Nobody listens there: what is told of an endpoint that fails is told as well.
                ("Merchant:Webhook:Url", "http://127.0.0.1:1/hook"), ("Merchant:Webhook:Secrets:0", MerchantSecret),
                ("Checkout:RepeatDelay", "00:00:00.01"),
            ],
            services => services.AddSingleton<ILoggerProvider>(overheard).AddSingleton<IStore>(store).AddSingleton<IInventory>(store));
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await receiver.DisposeAsync();
        await store.DisposeAsync();
        overheard.Dispose();
    }

    [Fact]
    public async Task Nothing_that_is_said_holds_one()
    {
        var paid = await Paid();
        await Refused();
        await OnAPage();
        await Issued();
        await Noticed();
        await KeyMade();
        await Driven(paid);
        await Nonsense();
        await Without(paid);
        overheard.Observe();

        Assert.True(overheard.Found.ToArray() is [], string.Join(Environment.NewLine, overheard.Found));
        Assert.Equal(["log line", "measurement", "public page", "refusal", "scope", "span"], overheard.Heard.Keys.Order(StringComparer.Ordinal));
    }

    /// <returns>The order.</returns>
    private async Task<string> Paid()
    {
        var session = await Ready();
        var completed = await Post($"/checkout_sessions/{session}/complete", Complete(Token), 200);
        await Post($"/checkout_sessions/{session}/complete", Complete(Token + "_again"), 200);
        await Get($"/checkout_sessions/{session}", AcpHost.Key, 200);
        var order = JsonDocument.Parse(completed).RootElement.GetProperty("order").GetProperty("id").GetString()!;
        overheard.AddLink(order);
        await Eventually.True(() => receiver.Of("platform", order).Count > 0);
        overheard.Hear("public page", await Get($"/orders/{order}", null, 200));
        return order;
    }

    private async Task Refused()
    {
        await Post($"/checkout_sessions/{await Ready()}/complete", Complete("tok_decline"), 400);
        await Post($"/checkout_sessions/{await Ready()}/complete", Complete("tok_3ds"), 400);
        await Post($"/checkout_sessions/{await Ready()}/cancel", """{"intent_trace":{"reason_code":"other","trace_summary":"Marknote"}}""", 200);

        // The provider loses replies until the caller's time is over, then takes nothing at all.
        gateway.Stripe.Faults.Next(FaultKind.LoseReply, times: 3);
        await Post($"/checkout_sessions/{await Ready()}/complete", Complete(Token + "_lost"), 503);
        gateway.Stripe.Faults.Next(FaultKind.Reply429, times: 3);
        await Post($"/checkout_sessions/{await Ready()}/complete", Complete(Token + "_limited"), 503);
        gateway.Stripe.Faults.Clear();
    }

    private async Task OnAPage()
    {
        var session = await Ready();
        overheard.Hear("public page", await Get($"/pay/{session}", null, 200));
        await Send(HttpMethod.Post, $"/pay/{session}", null, null, expected: 303);
        overheard.Hear("public page", await Get($"/pay/{session}/return", null, 200));
    }

    private async Task Issued()
    {
        const string Wish = """{"merchantDomain":"localhost","amount":4999,"currency":"USD","expiresIn":300,"paymentMethod":"{method}","metadata":{"note":"Markmeta"}}""";
        await Eventually.True(async () => (await Get("/admin/merchants/localhost", AcpHost.AdminKey)).Contains("\"verified\"", StringComparison.Ordinal)); // The demo's own, beside us.
        await Post("/spt", Wish.Replace("{method}", "pm_card_visa", StringComparison.Ordinal), 201);
        await Post("/spt", Wish.Replace("{method}", Method, StringComparison.Ordinal), 400);
        await Post("/spt", Wish.Replace("{method}", Method + " x", StringComparison.Ordinal), 400);
    }

    private async Task Noticed()
    {
        var body = """{"id":"evt_1","object":"event","type":"payment_intent.succeeded","created":1,"data":{"object":{"id":"pi_1","object":"payment_intent","metadata":{"acp_session":"cs_1"},"receipt_email":"markmail@buyer.example","shipping":{"name":"Markrecipient"}}}}""";
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (secret, status) in new[] { (WebhookSecret, 200), ("whsec_of_somebody_else", 400) })
        {
            var mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{now}.{body}")));
            await Send(HttpMethod.Post, "/api/webhooks/stripe", null, body, request => request.Headers.Add("Stripe-Signature", $"t={now},v1={mac}"), status);
        }

        await Send(HttpMethod.Post, "/api/webhooks/stripe", null, body, expected: 400);
    }

    private async Task Driven(string order)
    {
        foreach (var list in new[] { "/admin/orders", "/admin/spt", "/admin/events", "/admin/deliveries", "/admin/spt/stats/overview", "/admin/spt/export?format=csv" })
        {
            await Get(list, AcpHost.ReadKey, 200);
        }

        foreach (var sought in new[] { "markmail@buyer.example", Token, "Marknote" })
        {
            await Get($"/admin/search?q={Uri.EscapeDataString(sought)}", AcpHost.ReadKey);
            await Get($"/admin/search?q={sought}", AcpHost.ReadKey);
        }

        await Get($"/admin/orders/{order}", AcpHost.ReadKey, 200);
        await Drive($"/admin/orders/{order}/notes", """{"text":"Marknote"}""", 200);
        await Drive($"/admin/orders/{order}/hold", """{"reason":"Marknote"}""", 200);
        await Drive($"/admin/orders/{order}/refunds", """{"amount":100,"description":"Marknote"}""", 201);
        await Drive($"/admin/orders/{order}/refunds", """{"amount":"Markmeta"}""", 400);
        await Drive($"/admin/orders/{order}/fulfillments", """{"type":"shipping","carrier":"Markmeta","trackingUrl":"Marknote"}""", 400);
        await Drive("/admin/checkout_sessions/cs_none/resolve", """{"reason":"Marknote"}""", 404);
        await Drive("/admin/spt/spt_none/revoke", """{"reason":"Marknote"}""", 404);
        foreach (var key in new[] { WrongKey, WrongKey, AcpHost.Key })
        {
            await Get("/admin/spt", key);
            await Get("/checkout_sessions/cs_1", key);
        }
    }

    private async Task Nonsense()
    {
        var create = Create();
        foreach (var (from, to) in new[]
        {
            ("\"markmail@buyer.example\"", "\"markmail@buyer.example@\""), ("\"Markfirst\"", "\"Markfirst\\u0000\""), ("\"US\"", "\"Markcompany\""), ("{\"note\":\"Markmeta\"}", "\"Markmeta\""),
            ("\"usd\"", "\"Markmeta\""), ("item_mug", "Markmeta"), ("}", ",}"), ("\"Marknote\"", "{\"Marknote\":\"Marknote\"}"), ("\"quantity\":2", "\"quantity\":\"Marknote\""),
        })
        {
            await Post("/checkout_sessions", create.Replace(from, to, StringComparison.Ordinal), 400);
        }

        var session = await Ready();
        await Post($"/checkout_sessions/{session}", """{"discounts":{"codes":["Markmeta"]},"buyer":{"email":"Marknote"}}""", 400);
        await Post($"/checkout_sessions/{session}/complete", Complete(Token + " x"), 400);
        await Post($"/checkout_sessions/{session}/complete", Complete(Token).Replace("\"card\"", $"\"{Token}\"", StringComparison.Ordinal));
        await Post($"/checkout_sessions/{session}/complete", Complete(Token)[..^1], 400);
    }

    // The store goes while everything else is well: exceptions are logged then, and callers told.
    private async Task Without(string order)
    {
        var session = await Ready();
        store.IsAway = true;
        await Post("/checkout_sessions", Create(), 503);
        await Post($"/checkout_sessions/{session}/complete", Complete(Token + "_away"), 503);
        await Get($"/orders/{order}", null, 503);
        await Get($"/pay/{session}", null, 503);
        await Get("/admin/orders", AcpHost.ReadKey, 503);
        await Get("/readyz", null, 503);
        store.IsAway = false;
    }

    private async Task<string> Ready()
    {
        var created = JsonDocument.Parse(await Post("/checkout_sessions", Create(), 201)).RootElement.GetProperty("id").GetString()!;
        overheard.AddLink(created);
        await Post($"/checkout_sessions/{created}", """{"selected_fulfillment_options":[{"type":"shipping","option_id":"us_standard","item_ids":["item_mug"]}]}""", 200);
        return created;
    }

    private static string Address(string name) =>
        $$"""{"name":"{{name}}","line_one":"14 Markstreet","line_two":"Markline two","city":"New York","state":"NY","country":"US","postal_code":"94777-9431","company":"Markcompany"}""";

    private static string Create() => $$$"""
        {"line_items":[{"id":"item_mug","quantity":2}],"currency":"usd","capabilities":{},"order_notes":"Marknote","metadata":{"note":"Markmeta"},
         "buyer":{"first_name":"Markfirst","last_name":"Marklast","email":"markmail@buyer.example","phone_number":"+15550142857"},
         "fulfillment_details":{"name":"Markrecipient","phone_number":"+15550142857","email":"markmail@buyer.example","address":{{{Address("Markrecipient")}}}}}
        """;

    private static string Complete(string token) => $$$"""
        {"payment_data":{"handler_id":"card_tokenized","instrument":{"type":"card","credential":{"type":"spt","token":"{{{token}}}"}},"billing_address":{{{Address("Markbilling")}}}},
         "buyer":{"first_name":"Markfirst","last_name":"Marklast","email":"markmail@buyer.example"}}
        """;

    private Task<string> Get(string path, string? key, int? expected = null) => Send(HttpMethod.Get, path, key, null, expected: expected);

    private Task<string> Post(string path, string body, int? expected = null) => Send(HttpMethod.Post, path, AcpHost.Key, body, expected: expected);

    // Its text is told once, to whoever has it made; after that nobody says it.
    private async Task KeyMade()
    {
        var made = JsonDocument.Parse(await Drive("/admin/keys", """{"kind":"platform","owner":"one","reason":"Marknote"}""", 201)).RootElement;
        var (id, key) = (made.GetProperty("id").GetString(), made.GetProperty("key").GetString()!);
        overheard.Add(key);
        await Get("/checkout_sessions/cs_000000000000000000000000000000000000", key, 404);
        foreach (var path in new[] { "/admin/keys", $"/admin/keys/{id}" })
        {
            Assert.DoesNotContain(key, await Get(path, AcpHost.ReadKey, 200), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(key, await Drive($"/admin/keys/{id}/revoke", """{"reason":"Marknote"}""", 200), StringComparison.Ordinal);
        await Get("/checkout_sessions/cs_1", key, 401);
    }

    private Task<string> Drive(string path, string body, int expected) => Send(HttpMethod.Post, path, AcpHost.AdminKey, body, expected: expected);

    private async Task<string> Send(HttpMethod method, string path, string? key, string? body, Action<HttpRequestMessage>? with = null, int? expected = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("API-Version", AcpHost.Version);
        request.Headers.Add("Idempotency-Key", $"key-{++number}");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        with?.Invoke(request);
        using var answer = await gateway.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected is null || expected == (int)answer.StatusCode, $"{method} {path} {(int)answer.StatusCode}: {text}");
        if ((int)answer.StatusCode >= 300)
        {
            overheard.Hear("refusal", $"{method} {path} {answer} {text}");
        }

        Assert.DoesNotContain(Keys, secret => text.Contains(secret, StringComparison.Ordinal));
        return text;
    }
}
