using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;

namespace Acp.Gateway.Tests;

public sealed class When_the_merchants_own_systems_answer : IAsyncLifetime
{
    private static readonly JsonSchema Schema = new(JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "schemas", "merchant-systems.json"))).RootElement);

    private readonly MerchantsShop shop = new();

    public ValueTask InitializeAsync() => shop.InitializeAsync();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task What_is_charged_is_what_they_said()
    {
        var ready = await shop.ReadyForPayment();

        var paid = await shop.Pay(ready.Id);

        Assert.Equal((200, "completed"), (paid.Status, paid.SessionStatus));
        Assert.Equal((1500, 700, 75, 2275), (paid.Total("subtotal"), paid.Total("fulfillment"), paid.Total("tax"), paid.Total("total")));
        Assert.Equal(2275, Assert.Single(shop.Stripe.ChargesOf(ready.Id)).Amount);
    }

    [Fact]
    public async Task An_item_in_the_cart_keeps_its_price_whatever_the_catalog_says_later()
    {
        var ready = await shop.ReadyForPayment();
        shop.Merchant.Answers["products"] = shop.Merchant.Answers["products"].Replace("1500", "9900", StringComparison.Ordinal);

        var paid = await shop.Pay(ready.Id);

        Assert.Equal(1500, paid.Total("subtotal"));
    }

    [Fact]
    public async Task Tax_and_delivery_that_cost_more_at_complete_are_shown_before_they_are_charged()
    {
        var ready = await shop.ReadyForPayment();
        shop.Merchant.Answers["rates"] = """{"rates":[{"rate_ppm":200000,"shipping_ppm":0}]}""";

        var answered = await shop.Pay(ready.Id);

        Assert.Equal((200, "ready_for_payment", 2500), (answered.Status, answered.SessionStatus, answered.Total("total")));
        Assert.Contains("price_change", answered.MessageCodes);
        Assert.Empty(shop.Stripe.ChargesOf(ready.Id));
        Assert.Equal("completed", (await shop.Pay(ready.Id)).SessionStatus);
        Assert.Equal(2500, Assert.Single(shop.Stripe.ChargesOf(ready.Id)).Amount);
    }

    [Fact]
    public async Task What_they_have_left_is_what_can_be_bought()
    {
        shop.Merchant.Answers["stock"] = """{"stock":[{"id":"mug","available":0}]}""";

        var refused = await shop.Post(AcpHost.Version, "/checkout_sessions", Baskets.Mug);

        Assert.Equal((400, "out_of_stock"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Stock_that_went_between_create_and_complete_is_not_charged()
    {
        var ready = await shop.ReadyForPayment();
        shop.Merchant.Answers["stock"] = """{"stock":[{"id":"mug","available":0}]}""";

        var refused = await shop.Pay(ready.Id);

        Assert.Equal((400, "not_ready_for_payment"), (refused.Status, refused.Code));
        Assert.Empty(shop.Stripe.ChargesOf(ready.Id));
    }

    [Fact]
    public async Task Our_counters_take_nothing_that_they_do_not_count()
    {
        var ready = await shop.ReadyForPayment();
        await shop.Pay(ready.Id);

        Assert.Equal(0, await shop.Store.ReadCounter(Pricing.StockCounters.Sold("mug")));
    }

    [Fact]
    public async Task What_is_not_in_the_answer_is_not_sold()
    {
        shop.Merchant.Answers["products"] = """{"currency":"usd","products":[]}""";

        var refused = await shop.Post(AcpHost.Version, "/checkout_sessions", Baskets.Mug);

        Assert.Equal((400, "invalid_item_id"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Questions_are_signed_over_time_and_body_and_fit_the_schema()
    {
        await shop.Pay((await shop.ReadyForPayment()).Id);

        Assert.Equal(["options", "products", "rates", "stock"], shop.Merchant.Questions.Select(question => question.Ask).Distinct().Order());
        Assert.All(shop.Merchant.Questions, question =>
        {
            Assert.Empty(Schema.Validate(DefinitionOf(question.Ask, "Question"), JsonDocument.Parse(question.Body).RootElement));
            Assert.True(IsSigned(question));
        });
    }

    [Fact]
    public void The_answers_of_these_tests_fit_the_schema_too() => Assert.All(
        shop.Merchant.Answers,
        answer => Assert.Empty(Schema.Validate(DefinitionOf(answer.Key, "Answer"), JsonDocument.Parse(answer.Value).RootElement)));

    [Fact]
    public async Task Nobody_is_told_who_buys()
    {
        await shop.Pay((await shop.ReadyForPayment()).Id);

        Assert.All(shop.Merchant.Questions, question => Assert.DoesNotContain("Ada", question.Body));
        Assert.DoesNotContain("1 Main St", shop.Logs.All);
        Assert.DoesNotContain(MerchantServer.Secret, shop.Logs.All);
    }

    private static string DefinitionOf(string ask, string what) => $"{char.ToUpperInvariant(ask[0])}{ask[1..]}{what}";

    private static bool IsSigned(MerchantServer.Question question)
    {
        var parts = question.Signature.Split(',').Select(part => part.Split('=')).ToLookup(part => part[0], part => part[1]);
        var signed = Encoding.UTF8.GetBytes($"{parts["t"].Single()}.{question.Body}");
        return parts["v1"].Contains(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(MerchantServer.Secret), signed)));
    }
}

internal static class Baskets
{
    public const string Mug = """
        {"currency":"usd","line_items":[{"id":"mug","quantity":1}],"capabilities":{},
         "fulfillment_details":{"name":"Ada","address":{"name":"Ada","line_one":"1 Main St","city":"San Francisco","state":"CA","country":"US","postal_code":"94110"}}}
        """;

    private const string ByPost = """{"selected_fulfillment_options":[{"type":"shipping","option_id":"post","item_ids":["mug"]}]}""";

    private const string Payment = """{"payment_data":{"handler_id":"card_tokenized","instrument":{"type":"card","credential":{"type":"spt","token":"tok_visa"}}}}""";

    public static async Task<Told> ReadyForPayment(this RealShop shop)
    {
        var created = await shop.Post(AcpHost.Version, "/checkout_sessions", Mug);
        var ready = await shop.Choose(created.Id);
        Assert.Equal((200, "ready_for_payment"), (ready.Status, ready.SessionStatus));
        return ready;
    }

    public static Task<Told> Choose(this RealShop shop, string id, string? key = null) =>
        shop.Post(AcpHost.Version, $"/checkout_sessions/{id}", ByPost, key);

    public static Task<Told> Pay(this RealShop shop, string id, string? key = null) =>
        shop.Post(AcpHost.Version, $"/checkout_sessions/{id}/complete", Payment, key);
}
