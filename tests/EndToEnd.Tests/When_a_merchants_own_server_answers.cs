using System.Net;
using System.Text.Json;

namespace Acp.EndToEnd.Tests;

/// <summary>The sample that merchants start from, and the gateway, as two processes.</summary>
public sealed class When_a_merchants_own_server_answers
{
    [Fact]
    public async Task It_says_what_is_charged_hears_of_the_order_and_while_it_is_dead_nothing_is_charged()
    {
        var folder = Directory.CreateTempSubdirectory("acp-merchant-");
        await using var first = await MerchantServerProcess.Start(folder.FullName);
        using var line = new Balancer(first.Address); // Its address stays while the server behind it dies and comes back.
        await using var shop = await Shop.Open(Asking(line.Address));
        var id = await shop.Created("cup");
        using var addressed = await shop.Post($"/checkout_sessions/{id}", new { fulfillment_details = Shop.Home });
        using var chosen = await shop.Post($"/checkout_sessions/{id}", ByPost);
        Assert.Equal((1400, 600, 121, 2121), SumsOf(await Shop.Body(chosen)));

        await first.Kill();
        using var refused = await shop.Complete(id, "tok_visa", "pay");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "merchant_unavailable"), (refused.StatusCode, (await Shop.Body(refused)).GetProperty("code").GetString()));
        Assert.Empty(shop.Stripe.Ledger);

        await using var second = await MerchantServerProcess.Start(folder.FullName);
        line.Replace(0, second.Address);
        using var paid = await shop.Complete(id, "tok_visa", "pay");

        await Shop.OrderOf(paid);
        Assert.Equal(2121, Assert.Single(shop.Stripe.ChargesOf(id)).Amount);
        await Eventually.True(() => second.Log.Contains("Subject: Your order", StringComparison.Ordinal));
        await Eventually.True(() => second.Log.Contains("Espresso cup", StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_answers_nobody_who_does_not_sign()
    {
        var folder = Directory.CreateTempSubdirectory("acp-merchant-");
        await using var server = await MerchantServerProcess.Start(folder.FullName);
        using var stranger = new HttpClient { BaseAddress = server.Address };
        stranger.DefaultRequestHeaders.Add("Merchant-Signature", "t=1780315200,v1=" + new string('0', 64));

        foreach (var path in new[] { "/ask", "/orders" })
        {
            using var body = new StringContent("""{"ask":"stock","ids":["cup"]}""", System.Text.Encoding.UTF8, "application/json");
            using var answer = await stranger.PostAsync(new Uri(path, UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        folder.Delete(recursive: true);
    }

    private static object ByPost { get; } = new
    {
        selected_fulfillment_options = new[] { new { type = "shipping", option_id = "post", item_ids = new[] { "cup" } } },
    };

    private static (string Key, string Value)[] Asking(Uri server) =>
    [
        .. new[] { "Catalog", "Shipping", "Tax", "Stock" }.Select(system => ($"MerchantSystems__{system}__Url", new Uri(server, "/ask").ToString())),
        ("MerchantSystems__Catalog__Currencies__0", "usd"),
        ("MerchantSystems__Secrets__0", MerchantServerProcess.Secret),
        ("Merchant__Webhook__Url", new Uri(server, "/orders").ToString()),
        ("Merchant__Webhook__Secrets__0", MerchantServerProcess.Secret),
        ("MerchantSystems__Timeout", "00:00:05"),
        ("MerchantSystems__Budget", "00:00:05"),
    ];

    private static (int Subtotal, int Fulfillment, int Tax, int Total) SumsOf(JsonElement session)
    {
        var sums = session.GetProperty("totals").EnumerateArray().ToDictionary(total => total.GetProperty("type").GetString()!, total => total.GetProperty("amount").GetInt32());
        return (sums["subtotal"], sums["fulfillment"], sums["tax"], sums["total"]);
    }
}
