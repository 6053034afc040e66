using System.Text.Json;
using Acp.Fakes;

namespace Acp.Browser.Tests;

/// <summary>From an agent's link to the order, in a real browser; the provider's page is the fake's, at another address.</summary>
public sealed class When_a_shopper_pays_on_the_providers_page
{
    private const string Pays = "4242 4242";
    private const string IsDeclined = "0000 0002";
    private const string MustAuthenticate = "6000 3184";
    private const string PaysLater = "Bank account";

    public When_a_shopper_pays_on_the_providers_page() => Assert.SkipUnless(Browser.IsPresent, Browser.WhyAbsent);

    [Fact]
    public async Task The_money_moves_once_and_the_order_is_shown()
    {
        await using var shop = await HostedShop.Open();
        var (id, link) = await shop.Ready();
        using var browser = new Browser();

        browser.Open(link);
        browser.Sees("Your order");
        browser.Picture("hosted-1-link");
        browser.Press("Pay");
        browser.Sees("Pay with a test card");
        Assert.Equal(shop.Stripe.PagesAt, browser.Address.GetLeftPart(UriPartial.Authority));
        browser.Picture("hosted-2-provider");
        browser.Choose(Pays);
        browser.Press("Pay");
        browser.Sees("Thank you");
        browser.Picture("hosted-3-paid");

        var session = await shop.Session(id);
        Assert.Equal("completed", session.GetProperty("status").GetString());
        Assert.Equal(TotalOf(session), Assert.Single(shop.Stripe.ChargesOf(id)).Amount);
        Assert.Equal(session.GetProperty("order").GetProperty("permalink_url").GetString(), browser.LinkTo("See your order"));
        browser.Follow("See your order");
        browser.Sees("Order ");
        Assert.Empty(browser.Complaints);

        browser.Open(link);
        browser.Sees("Thank you");
        Assert.Single(shop.Stripe.ChargesOf(id));
    }

    [Fact]
    public async Task Another_card_pays_after_one_was_declined()
    {
        await using var shop = await HostedShop.Open();
        var (id, link) = await shop.Ready();
        using var browser = new Browser();

        AtTheProvider(browser, link);
        browser.Choose(IsDeclined);
        browser.Press("Pay");
        browser.Reads("Your card was declined");
        browser.Choose(Pays);
        browser.Press("Pay");
        browser.Sees("Thank you");

        Assert.Single(shop.Stripe.ChargesOf(id));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Who_turns_back_and_presses_again_comes_to_the_same_page()
    {
        await using var shop = await HostedShop.Open();
        var (_, link) = await shop.Ready();
        using var browser = new Browser();

        AtTheProvider(browser, link);
        var page = browser.Address;
        browser.Follow("Back to the shop");
        browser.Sees("Your order");
        Assert.Equal(link, browser.Address);
        browser.Press("Pay");
        browser.Sees("Pay with a test card");

        Assert.Equal(page, browser.Address);
        Assert.Single(shop.Stripe.Ledger.Where(entry => entry is { Call: StripeCall.CreatePage, Status: 200 }).Select(entry => entry.IdempotencyKey).Distinct());
    }

    [Fact]
    public async Task A_card_that_the_bank_asks_about_pays_once_the_shopper_has_answered()
    {
        await using var shop = await HostedShop.Open();
        var (id, link) = await shop.Ready();
        using var browser = new Browser();

        AtTheProvider(browser, link);
        browser.Choose(MustAuthenticate);
        browser.Press("Pay");
        browser.Sees("Your bank asks");
        Assert.Empty(shop.Stripe.ChargesOf(id));
        browser.Press("It is me");
        browser.Sees("Thank you");

        Assert.Single(shop.Stripe.ChargesOf(id));
    }

    /// <summary>No script runs and nobody presses anything: the page itself looks again.</summary>
    [Fact]
    public async Task A_slow_bank_is_waited_for_and_the_page_tells_when_it_has_paid()
    {
        await using var shop = await HostedShop.Open();
        var (id, link) = await shop.Ready();
        using var browser = new Browser();

        AtTheProvider(browser, link);
        browser.Choose(PaysLater);
        browser.Press("Pay");
        browser.Sees("Your payment is being confirmed");
        browser.Picture("hosted-4-confirming");
        Assert.NotEqual("completed", (await shop.Session(id)).GetProperty("status").GetString());
        var intent = shop.Stripe.Events.Last(told => told.Type == EventTypes.Processing).ObjectId;
        Assert.True(shop.Stripe.Authenticate(intent, succeeded: true));
        browser.Sees("Thank you");

        Assert.Equal("completed", (await shop.Session(id)).GetProperty("status").GetString());
        Assert.Single(shop.Stripe.ChargesOf(id));
    }

    [Fact]
    public async Task It_is_read_on_a_phone_at_night_and_by_ear()
    {
        await using var shop = await HostedShop.Open();
        var (_, link) = await shop.Ready();
        using var browser = new Browser();

        browser.PhoneAtNight();
        browser.Open(link);
        browser.Sees("Your order");
        browser.Picture("hosted-5-phone");
        Assert.True(browser.FitsItsWidth);
        Assert.Contains(browser.Controls, control => control.StartsWith("button Pay ", StringComparison.Ordinal));
        browser.Press("Pay");
        browser.Sees("Pay with a test card");
        Assert.True(browser.FitsItsWidth);
        Assert.Contains(browser.Controls, control => control.StartsWith("radio Visa 4242", StringComparison.Ordinal));
        Assert.DoesNotContain(browser.Controls, control => control.EndsWith(' '));
    }

    private static void AtTheProvider(Browser browser, Uri link)
    {
        browser.Open(link);
        browser.Press("Pay");
        browser.Sees("Pay with a test card");
    }

    private static long TotalOf(JsonElement session) => session.GetProperty("totals").EnumerateArray()
        .Single(total => total.GetProperty("type").GetString() == "total").GetProperty("amount").GetInt64();
}
