using System.Text.Json;
using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public sealed class When_a_page_is_asked_of_Stripe : IDisposable
{
    private const string Key = "acp:cs_1:1";
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_carries_exactly_this()
    {
        var wire = Wire.Answering(500, "{}");
        var provider = World.On(wire);

        await provider.OpenPage(Key, provider.FreezePage(Order()), World.InTime);

        var sent = Assert.Single(wire.Sent);
        Assert.Equal(("POST", "https://api.stripe.com/v1/checkout/sessions"), (sent.Method, sent.Address));
        Assert.Equal(
            string.Join('&', "mode=payment",
                "success_url=https%3A%2F%2Fshop.example%2Fpay%2Fcs_1%2Freturn",
                "cancel_url=https%3A%2F%2Fshop.example%2Fpay%2Fcs_1",
                "expires_at=1795352400",
                "line_items[0][quantity]=2",
                "line_items[0][price_data][currency]=usd",
                "line_items[0][price_data][unit_amount]=2400",
                "line_items[0][price_data][product_data][name]=Hoodie",
                "line_items[1][quantity]=1",
                "line_items[1][price_data][currency]=usd",
                "line_items[1][price_data][unit_amount]=1000",
                "line_items[1][price_data][product_data][name]=3+%C3%97+Socks",
                "line_items[2][quantity]=1",
                "line_items[2][price_data][currency]=usd",
                "line_items[2][price_data][unit_amount]=398",
                "line_items[2][price_data][product_data][name]=Tax",
                "shipping_options[0][shipping_rate_data][type]=fixed_amount",
                "shipping_options[0][shipping_rate_data][display_name]=Delivery",
                "shipping_options[0][shipping_rate_data][fixed_amount][amount]=599",
                "shipping_options[0][shipping_rate_data][fixed_amount][currency]=usd",
                "client_reference_id=cs_1",
                "customer_email=ann%40example.com",
                "metadata[acp_session]=cs_1",
                "metadata[charge_attempt]=1",
                "payment_intent_data[metadata][acp_session]=cs_1",
                "payment_intent_data[metadata][charge_attempt]=1"),
            sent.Body);
        Assert.Equal((Key, "2026-07-29.preview"), (sent.Headers["Idempotency-Key"], sent.Headers["Stripe-Version"]));
    }

    [Fact]
    public async Task The_fake_shows_the_total_that_was_asked_for()
    {
        var page = await Opened();

        Assert.Equal((6797, "usd", DateTimeOffset.FromUnixTimeSeconds(1795352400)), (page.Amount, page.Currency, page.ExpiresAt));
        Assert.StartsWith("https://", page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Url, page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_the_same_key_it_is_the_same_page_as_it_once_was()
    {
        var page = await Opened();
        Assert.Equal(new PageAnswer.Expired(page.Id), await world.Provider.ExpirePage(page.Id));

        Assert.Equal(page, await Opened());

        Assert.Equal(new PageAnswer.Expired(page.Id), await world.Provider.LookUpPage(page.Id));
    }

    [Fact]
    public async Task What_became_of_it_is_told_by_the_look_up()
    {
        var page = await Opened();
        Assert.Equal(new PageAnswer.Open(page), await world.Provider.LookUpPage(page.Id));
        await Pay(page, "card=pm_card_visa");

        var charge = Assert.Single(world.Stripe.ChargesOf("cs_1"));
        Assert.Equal((6797, "1"), (charge.Amount, charge.Attempt));
        Assert.Equal(new PageAnswer.Paid(page.Id, charge.IntentId!, 6797, "usd"), await world.Provider.LookUpPage(page.Id));
        Assert.Equal(new ChargeAnswer.Succeeded(charge.IntentId!), await world.Provider.LookUpIntent(charge.IntentId!));
    }

    [Fact]
    public async Task One_that_is_paid_cannot_be_closed()
    {
        var page = await Opened();
        await Pay(page, "card=pm_card_visa");

        Assert.IsType<PageAnswer.Unknown>(await world.Provider.ExpirePage(page.Id));

        Assert.IsType<PageAnswer.Paid>(await world.Provider.LookUpPage(page.Id));
    }

    [Fact]
    public async Task One_that_is_closed_cannot_be_paid()
    {
        var page = await Opened();
        await world.Provider.ExpirePage(page.Id);

        await Pay(page, "card=pm_card_visa");

        Assert.Empty(world.Stripe.ChargesOf("cs_1"));
        Assert.Equal(new PageAnswer.Expired(page.Id), await world.Provider.LookUpPage(page.Id));
    }

    [Fact]
    public async Task After_a_decline_it_is_open_as_before()
    {
        var page = await Opened();
        await Pay(page, "card=pm_card_visa_chargeDeclined");

        Assert.Equal(new PageAnswer.Open(page), await world.Provider.LookUpPage(page.Id));
    }

    [Fact]
    public async Task A_debit_is_pending_until_the_intent_tells()
    {
        var page = await Opened();
        await Pay(page, "card=pm_usBankAccount_success");

        var pending = Assert.IsType<PageAnswer.Pending>(await world.Provider.LookUpPage(page.Id));
        Assert.Equal((6797, "usd"), (pending.Amount, pending.Currency));
        Assert.Equal(new ChargeAnswer.Processing(pending.IntentId), await world.Provider.LookUpIntent(pending.IntentId));
    }

    [Fact]
    public async Task The_clock_ends_it()
    {
        var page = await Opened();
        world.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new PageAnswer.Expired(page.Id), await world.Provider.LookUpPage(page.Id));
    }

    [Fact]
    public async Task One_whose_answer_was_lost_is_found_among_all_others()
    {
        for (var other = 2; other < 250; other++)
        {
            await world.Provider.OpenPage($"acp:cs_1:{other}", world.Provider.FreezePage(Order(other)), World.InTime);
        }

        var request = world.Provider.FreezePage(Order());
        var trace = new PageTrace("cs_1", 1, request.Account, world.Time.GetUtcNow(), world.Time.GetUtcNow().AddHours(1));
        Assert.Equal(new PageFinding.NoneOfOurs(world.Time.GetUtcNow()), await world.Provider.FindPage(trace));
        var page = await Opened();
        for (var other = 250; other < 500; other++)
        {
            await world.Provider.OpenPage($"acp:cs_1:{other}", world.Provider.FreezePage(Order(other)), World.InTime);
        }

        Assert.Equal(new PageFinding.Found(new PageAnswer.Open(page)), await world.Provider.FindPage(trace));
        Assert.IsType<PageFinding.NotAnswered>(await world.Provider.FindPage(trace with { Account = "another" }));
    }

    /// <summary>So that an account whose shoppers never cease can be read to the end.</summary>
    [Fact]
    public async Task Those_that_were_made_when_it_could_be_no_more_are_not_read()
    {
        var page = await Opened();
        var made = world.Time.GetUtcNow();
        var trace = new PageTrace("cs_1", 1, world.Provider.FreezePage(Order()).Account, made, made);
        world.Time.Advance(TimeSpan.FromSeconds(301)); // Five minutes of difference between the clocks are allowed for.
        for (var other = 2; other < 110; other++)
        {
            await world.Provider.OpenPage($"acp:cs_1:{other}", world.Provider.FreezePage(Order(other)), World.InTime);
        }

        var before = Lists();
        Assert.Equal(new PageFinding.Found(new PageAnswer.Open(page)), await world.Provider.FindPage(trace));
        Assert.Equal(new PageFinding.NoneOfOurs(world.Time.GetUtcNow()), await world.Provider.FindPage(trace with { Session = "cs_2" }));
        Assert.Equal(2, Lists() - before);
        Assert.IsType<PageFinding.Found>(await world.Provider.FindPage(trace with { Attempt = 2, Until = made.AddSeconds(1) }));
        Assert.IsType<PageFinding.NoneOfOurs>(await world.Provider.FindPage(trace with { Attempt = 2 }));
    }

    private int Lists() => world.Stripe.Ledger.Count(call => call.Method == "GET" && call.Path == "/v1/checkout/sessions");

    [Fact]
    public async Task After_the_last_moment_or_to_another_account_it_does_not_leave()
    {
        var request = world.Provider.FreezePage(Order());

        Assert.IsType<PageAnswer.NotExecuted>(await world.Provider.OpenPage(Key, request, world.Time.GetUtcNow()));
        Assert.IsType<PageAnswer.Unknown>(await world.Provider.OpenPage(Key, request with { Account = "another" }, World.InTime));
        Assert.IsType<PageAnswer.Unknown>(await world.Provider.OpenPage(Key, request with { Target = "POST /v1/refunds" }, World.InTime));

        Assert.Empty(HostedPages.Json(await world.Get(HostedPages.Collection)).GetProperty("data").EnumerateArray());
    }

    private async Task<HostedPage> Opened() =>
        Assert.IsType<PageAnswer.Open>(await world.Provider.OpenPage(Key, world.Provider.FreezePage(Order()), World.InTime)).Page;

    private Task<FakeAnswer.Reply> Pay(HostedPage page, string form)
    {
        using var shown = JsonDocument.Parse($$"""{"id": "{{page.Id}}"}""");
        return HostedPages.Send(world, shown.RootElement.Clone(), form);
    }

    private static PageOrder Order(int attempt = 1) => new(
        "cs_1",
        attempt,
        6797,
        "usd",
        [new PageLine("Hoodie", 2, 4800), new PageLine("Socks", 3, 1000), new PageLine("Tax", 1, 398)],
        new PageShipping("Delivery", 599),
        "ann@example.com",
        DateTimeOffset.FromUnixTimeSeconds(1795352400), // An hour after the tests' clock.
        new Uri("https://shop.example/pay/cs_1/return"),
        new Uri("https://shop.example/pay/cs_1"));
}
