using System.Text.Json;
using Acp.Fakes;

namespace Acp.Stripe.Tests;

public sealed class When_a_page_is_made_at_the_fake : IDisposable
{
    private readonly World world = new();

    [Fact]
    public async Task It_is_open_shows_its_sums_and_says_where_it_is()
    {
        world.Stripe.PagesAt = "http://localhost:1";
        var page = await HostedPages.Made(world);

        Assert.Equal("checkout.session", page.GetProperty("object").GetString());
        Assert.Equal(5198, page.GetProperty("amount_subtotal").GetInt64());
        Assert.Equal(5797, page.GetProperty("amount_total").GetInt64());
        Assert.Equal(599, page.GetProperty("total_details").GetProperty("amount_shipping").GetInt64());
        Assert.Equal("open", page.GetProperty("status").GetString());
        Assert.Equal("unpaid", page.GetProperty("payment_status").GetString());
        Assert.Equal($"http://localhost:1/c/pay/{page.GetProperty("id")}", page.GetProperty("url").GetString());
        Assert.Equal("cs_1", page.GetProperty("client_reference_id").GetString());
        Assert.Equal("cs_1", page.GetProperty("metadata").GetProperty("acp_session").GetString());
        Assert.Null(page.GetProperty("payment_intent").GetString());
        Assert.Equal(world.Time.GetUtcNow().AddHours(24).ToUnixTimeSeconds(), page.GetProperty("expires_at").GetInt64());
        Assert.Equal(page.GetRawText(), (await HostedPages.Now(world, page)).GetRawText());
    }

    [Theory]
    [InlineData("mode", null, "mode")]
    [InlineData("mode", "subscription", "mode")]
    [InlineData("success_url", null, "success_url")]
    [InlineData("success_url", "javascript:alert(1)", "success_url")]
    [InlineData("cancel_url", "shop", "cancel_url")]
    [InlineData("line_items[1][quantity]", null, "line_items[1][quantity]")]
    [InlineData("line_items[1][quantity]", "0", "line_items[1][quantity]")]
    [InlineData("line_items[1][price_data][unit_amount]", "-398", "line_items[1][price_data][unit_amount]")]
    [InlineData("line_items[1][price_data][currency]", "eur", "line_items[1][price_data][currency]")]
    [InlineData("line_items[0][price_data][product_data][name]", "", "line_items[0][price_data][product_data][name]")]
    [InlineData("line_items[0][price_data][product_data][name]", null, "line_items[0][price_data][product_data][name]")]
    [InlineData("line_items[0][colour]", "red", "line_items[0][colour]")]
    [InlineData("line_items[0][price_data][unit_amount]", "99999999", "line_items")]
    [InlineData("shipping_options[0][shipping_rate_data][type]", "weight", "shipping_options[0][shipping_rate_data][type]")]
    [InlineData("shipping_options[0][shipping_rate_data][fixed_amount][currency]", "eur", "shipping_options[0][shipping_rate_data][fixed_amount][currency]")]
    [InlineData("shipping_options[0][shipping_rate_data][display_name]", null, "shipping_options[0][shipping_rate_data][display_name]")]
    [InlineData("amount", "5797", "amount")]
    [InlineData("client_reference_id", "", "client_reference_id")]
    [InlineData("payment_intent_data[application_fee_amount]", "5798", "payment_intent_data[application_fee_amount]")]
    public async Task A_wrong_parameter_is_named_and_nothing_is_made(string name, string? value, string named)
    {
        var form = HostedPages.Form();
        form.Remove(name);
        if (value is not null)
        {
            form[name] = value;
        }

        var reply = await world.Post(HostedPages.Collection, HostedPages.Encoded(form), "k1");

        Assert.Equal(400, reply.Status);
        Assert.Equal(named, HostedPages.Json(reply).GetProperty("error").GetProperty("param").GetString());
        Assert.Empty(HostedPages.Json(await world.Get(HostedPages.Collection)).GetProperty("data").EnumerateArray());
    }

    [Theory]
    [InlineData(30, 200)]
    [InlineData(29, 400)]
    [InlineData(24 * 60, 200)]
    [InlineData((24 * 60) + 1, 400)]
    public async Task It_lives_from_half_an_hour_to_a_day(int minutes, int status)
    {
        var form = HostedPages.Form();
        form["expires_at"] = $"{world.Time.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds()}";

        Assert.Equal(status, (await world.Post(HostedPages.Collection, HostedPages.Encoded(form))).Status);
    }

    [Fact]
    public async Task The_same_key_makes_one_page_and_its_ledger_names_the_session()
    {
        world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.CreatePage);
        await world.Stripe.Handle(World.Request("POST", HostedPages.Collection, HostedPages.Encoded(HostedPages.Form()), "k1"));
        var again = await HostedPages.Made(world, key: "k1");

        Assert.Equal([Id(again)], await Ids(""));
        Assert.Equal([false, true], world.Stripe.Ledger.Where(entry => entry.Call == StripeCall.CreatePage).Select(entry => entry.Replayed));
        Assert.All(world.Stripe.Ledger.Where(entry => entry.Call == StripeCall.CreatePage), entry => Assert.Equal("cs_1", entry.Session));
    }

    [Fact]
    public async Task Pages_are_listed_newest_first_by_state_and_in_parts()
    {
        var first = await HostedPages.Made(world);
        var second = await HostedPages.Made(world);
        await world.Post($"{HostedPages.Collection}/{first.GetProperty("id")}/expire", "");

        Assert.Equal([Id(second), Id(first)], await Ids(""));
        Assert.Equal([Id(second)], await Ids("?limit=1"));
        Assert.Equal([Id(first)], await Ids($"?starting_after={Id(second)}"));
        Assert.Equal([Id(first)], await Ids("?status=expired"));
        Assert.Equal(404, (await world.Get($"{HostedPages.Collection}/cs_test_other")).Status);
        Assert.Equal(404, (await world.Get($"{HostedPages.Collection}/{Id(first)}", "sk_test_fake_issuer")).Status);
    }

    public void Dispose() => world.Dispose();

    private async Task<string[]> Ids(string query) =>
        [.. HostedPages.Json(await world.Get(HostedPages.Collection + query)).GetProperty("data").EnumerateArray().Select(Id)];

    private static string Id(JsonElement page) => page.GetProperty("id").GetString()!;
}
