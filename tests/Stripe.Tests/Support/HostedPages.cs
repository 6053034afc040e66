using System.Net;
using System.Text;
using System.Text.Json;
using Acp.Fakes;

namespace Acp.Stripe.Tests;

/// <summary>Stripe's hosted pages at the fake: over the API as a shop asks, and as a shopper's browser does.</summary>
internal static class HostedPages
{
    public const string Collection = "/v1/checkout/sessions";

    /// <summary>Two hoodies at 24.00, tax of 3.98 and shipping of 5.99: 57.97 together.</summary>
    public static Dictionary<string, string> Form() => new()
    {
        ["mode"] = "payment",
        ["success_url"] = "https://shop.example/paid?s={CHECKOUT_SESSION_ID}",
        ["cancel_url"] = "https://shop.example/pay/1",
        ["client_reference_id"] = "cs_1",
        ["line_items[0][quantity]"] = "2",
        ["line_items[0][price_data][currency]"] = "usd",
        ["line_items[0][price_data][unit_amount]"] = "2400",
        ["line_items[0][price_data][product_data][name]"] = "Hoodie",
        ["line_items[1][quantity]"] = "1",
        ["line_items[1][price_data][currency]"] = "usd",
        ["line_items[1][price_data][unit_amount]"] = "398",
        ["line_items[1][price_data][product_data][name]"] = "Sales tax",
        ["shipping_options[0][shipping_rate_data][type]"] = "fixed_amount",
        ["shipping_options[0][shipping_rate_data][display_name]"] = "Standard",
        ["shipping_options[0][shipping_rate_data][fixed_amount][amount]"] = "599",
        ["shipping_options[0][shipping_rate_data][fixed_amount][currency]"] = "usd",
        ["metadata[acp_session]"] = "cs_1",
        ["payment_intent_data[metadata][acp_session]"] = "cs_1",
        ["payment_intent_data[metadata][charge_attempt]"] = "1",
    };

    public static string Encoded(IEnumerable<KeyValuePair<string, string>> form) =>
        string.Join('&', form.Select(field => $"{WebUtility.UrlEncode(field.Key)}={WebUtility.UrlEncode(field.Value)}"));

    public static JsonElement Json(FakeAnswer.Reply reply)
    {
        using var document = JsonDocument.Parse(reply.Body);
        return document.RootElement.Clone();
    }

    public static async Task<JsonElement> Made(World world, Dictionary<string, string>? form = null, string? key = null)
    {
        var reply = await world.Post(Collection, Encoded(form ?? Form()), key);
        return reply.Status == 200 ? Json(reply) : throw new InvalidOperationException(Encoding.UTF8.GetString(reply.Body.Span));
    }

    public static async Task<JsonElement> Now(World world, JsonElement page) => Json(await world.Get($"{Collection}/{page.GetProperty("id")}"));

    /// <summary>As a browser does it, which has no key.</summary>
    public static async Task<FakeAnswer.Reply> Send(World world, JsonElement page, string form) =>
        Assert.IsType<FakeAnswer.Reply>(await world.Stripe.Handle(Browser("POST", page, form)));

    public static async Task<string> Look(World world, JsonElement page)
    {
        var reply = Assert.IsType<FakeAnswer.Reply>(await world.Stripe.Handle(Browser("GET", page, "")));
        Assert.Equal("text/html; charset=utf-8", reply.Headers["Content-Type"]);
        return Encoding.UTF8.GetString(reply.Body.Span);
    }

    private static FakeRequest Browser(string method, JsonElement page, string form) =>
        new(method, $"/c/pay/{page.GetProperty("id")}", "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes(form));
}
