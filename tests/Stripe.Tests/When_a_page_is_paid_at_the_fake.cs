using System.Text.Json;
using Acp.Fakes;

namespace Acp.Stripe.Tests;

public sealed class When_a_page_is_paid_at_the_fake : IDisposable
{
    private const string Pays = "card=pm_card_visa";
    private const string Declined = "card=pm_card_visa_chargeDeclined";
    private const string MustAuthenticate = "card=pm_card_authenticationRequired";
    private const string PaysLater = "card=pm_usBankAccount_success";

    private readonly World world = new();

    [Fact]
    public async Task The_money_moves_once_and_the_shopper_goes_back_to_the_shop()
    {
        var page = await HostedPages.Made(world);
        var sent = await HostedPages.Send(world, page, Pays);
        var again = await HostedPages.Send(world, page, Pays);

        Assert.Equal(303, sent.Status);
        Assert.Equal($"https://shop.example/paid?s={page.GetProperty("id")}", sent.Headers["Location"]);
        Assert.EndsWith($"/c/pay/{page.GetProperty("id")}", again.Headers["Location"], StringComparison.Ordinal);
        var charge = Assert.Single(world.Stripe.ChargesOf("cs_1"));
        Assert.Equal((5797, "1"), (charge.Amount, charge.Attempt));
        var now = await HostedPages.Now(world, page);
        Assert.Equal(("complete", "paid", charge.IntentId), (Text(now, "status"), Text(now, "payment_status"), Text(now, "payment_intent")));
        Assert.Null(Text(now, "url"));
        Assert.Equal(["payment_intent.succeeded", "checkout.session.completed"], Told());
        Assert.All(world.Stripe.Events, told => Assert.Equal("cs_1", told.Session));
    }

    [Fact]
    public async Task The_intent_is_shown_with_its_page_where_that_is_asked_for()
    {
        var page = await HostedPages.Made(world);
        await HostedPages.Send(world, page, Pays);

        var shown = HostedPages.Json(await world.Get($"{HostedPages.Collection}/{page.GetProperty("id")}?expand[]=payment_intent"));
        Assert.Equal(5797, shown.GetProperty("payment_intent").GetProperty("amount_received").GetInt64());
    }

    [Fact]
    public async Task A_decline_leaves_it_open_and_another_card_can_pay()
    {
        var page = await HostedPages.Made(world);
        var declined = await HostedPages.Send(world, page, Declined);

        Assert.EndsWith($"/c/pay/{page.GetProperty("id")}", declined.Headers["Location"], StringComparison.Ordinal);
        Assert.Contains("Your card was declined.", await HostedPages.Look(world, page), StringComparison.Ordinal);
        Assert.Equal("open", Text(await HostedPages.Now(world, page), "status"));
        await HostedPages.Send(world, page, Pays);
        Assert.Single(world.Stripe.Charges);
        Assert.Equal(["payment_intent.payment_failed", "payment_intent.succeeded", "checkout.session.completed"], Told());
    }

    [Theory]
    [InlineData("succeeded", "complete", 1)]
    [InlineData("failed", "open", 0)]
    public async Task A_card_that_must_be_authenticated_moves_nothing_before_the_bank_has_said_yes(string outcome, string status, int charges)
    {
        var page = await HostedPages.Made(world);
        await HostedPages.Send(world, page, MustAuthenticate);

        Assert.Empty(world.Stripe.Charges);
        Assert.Equal("open", Text(await HostedPages.Now(world, page), "status"));
        Assert.Contains("Your bank asks", await HostedPages.Look(world, page), StringComparison.Ordinal);
        await HostedPages.Send(world, page, $"outcome={outcome}");
        Assert.Equal(status, Text(await HostedPages.Now(world, page), "status"));
        Assert.Equal(charges, world.Stripe.Charges.Count);
    }

    [Theory]
    [InlineData("succeeded", "paid", "checkout.session.async_payment_succeeded", 1)]
    [InlineData("failed", "unpaid", "checkout.session.async_payment_failed", 0)]
    public async Task A_slow_payment_completes_it_unpaid_and_what_the_bank_says_is_told_later(string outcome, string paid, string told, int charges)
    {
        var page = await HostedPages.Made(world);
        var sent = await HostedPages.Send(world, page, PaysLater);

        Assert.StartsWith("https://shop.example/paid", sent.Headers["Location"], StringComparison.Ordinal);
        var waiting = await HostedPages.Now(world, page);
        Assert.Equal(("complete", "unpaid"), (Text(waiting, "status"), Text(waiting, "payment_status")));
        Assert.Equal("checkout.session.completed", Told()[^1]);
        Assert.True(world.Stripe.Authenticate(Text(waiting, "payment_intent")!, outcome == "succeeded"));
        Assert.Equal(paid, Text(await HostedPages.Now(world, page), "payment_status"));
        Assert.Equal(told, Told()[^1]);
        Assert.Equal(charges, world.Stripe.Charges.Count);
    }

    [Fact]
    public async Task A_debit_is_not_offered_where_only_cards_are_taken()
    {
        var form = HostedPages.Form();
        form["payment_method_types[0]"] = "card";
        var page = await HostedPages.Made(world, form);

        Assert.DoesNotContain("Bank account", await HostedPages.Look(world, page), StringComparison.Ordinal);
        await HostedPages.Send(world, page, PaysLater);
        Assert.Null(Text(await HostedPages.Now(world, page), "payment_intent"));
    }

    [Fact]
    public async Task One_that_was_expired_cannot_be_paid_and_one_that_was_paid_cannot_expire()
    {
        var expired = await HostedPages.Made(world);
        Assert.Equal(200, (await Expire(expired)).Status);
        await HostedPages.Send(world, expired, Pays);
        Assert.Empty(world.Stripe.Charges);
        Assert.Equal(400, (await Expire(expired)).Status);

        var paid = await HostedPages.Made(world);
        await HostedPages.Send(world, paid, Pays);
        Assert.Equal(400, (await Expire(paid)).Status);
        Assert.Equal(["checkout.session.expired", "payment_intent.succeeded", "checkout.session.completed"], Told());
    }

    [Fact]
    public async Task Time_ends_it_and_what_waits_for_the_bank_with_it()
    {
        var page = await HostedPages.Made(world);
        await HostedPages.Send(world, page, MustAuthenticate);
        world.Time.Advance(TimeSpan.FromHours(24));

        await HostedPages.Send(world, page, "outcome=succeeded");
        Assert.Empty(world.Stripe.Charges);
        Assert.Equal("expired", Text(await HostedPages.Now(world, page), "status"));
        Assert.Contains("expired", await HostedPages.Look(world, page), StringComparison.Ordinal);
        Assert.Equal(["payment_intent.requires_action", "payment_intent.canceled", "checkout.session.expired"], Told());
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("cancel")]
    public async Task Its_intent_is_out_of_reach_of_the_API(string verb)
    {
        var page = await HostedPages.Made(world);
        await HostedPages.Send(world, page, Declined);
        var intent = Text(await HostedPages.Now(world, page), "payment_intent");

        Assert.Equal(400, (await world.Post($"/v1/payment_intents/{intent}/{verb}", verb == "confirm" ? "payment_method=pm_card_visa" : "")).Status);
        Assert.Empty(world.Stripe.Charges);
    }

    [Fact]
    public async Task Looking_changes_nothing_and_what_is_shown_is_text()
    {
        var form = HostedPages.Form();
        form["line_items[0][price_data][product_data][name]"] = "<script>alert(1)</script>\"'&";
        var page = await HostedPages.Made(world, form);
        var before = await HostedPages.Now(world, page);
        var html = await HostedPages.Look(world, page);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("57.97 USD", html, StringComparison.Ordinal);
        Assert.Contains("2 &#215; 24.00 USD", html, StringComparison.Ordinal);
        Assert.Contains("Not Stripe.", html, StringComparison.Ordinal);
        Assert.Equal(before.GetRawText(), (await HostedPages.Now(world, page)).GetRawText());
    }

    [Fact]
    public async Task A_page_that_there_is_not_is_said_to_be_none()
    {
        var nowhere = await world.Stripe.Handle(new("GET", "/c/pay/cs_test_none", "", new Dictionary<string, string>(), default));
        Assert.Equal(404, Assert.IsType<FakeAnswer.Reply>(nowhere).Status);
    }

    [Fact]
    public async Task A_restart_forgets_no_page_and_no_payment()
    {
        var journal = Path.Combine(Directory.CreateTempSubdirectory("fake-stripe-").FullName, "journal");
        JsonElement paid, open;
        using (var before = new World(new() { JournalPath = journal }))
        {
            (paid, open) = (await HostedPages.Made(before), await HostedPages.Made(before));
            await HostedPages.Send(before, paid, Pays);
            paid = await HostedPages.Now(before, paid);
        }

        using var after = new World(new() { JournalPath = journal });
        Assert.Equal(paid.GetRawText(), (await HostedPages.Now(after, paid)).GetRawText());
        Assert.Equal(open.GetRawText(), (await HostedPages.Now(after, open)).GetRawText());
        Assert.Single(after.Stripe.Charges);
    }

    public void Dispose() => world.Dispose();

    private static string? Text(JsonElement page, string member) => page.GetProperty(member).GetString();

    private string[] Told() => [.. world.Stripe.Events.Select(told => told.Type)];

    private Task<FakeAnswer.Reply> Expire(JsonElement page) => world.Post($"{HostedPages.Collection}/{page.GetProperty("id")}/expire", "");
}
