using Acp.Fakes;

namespace Acp.Browser.Tests;

public sealed class When_a_checkout_is_looked_for : IAsyncLifetime
{
    private OperatedShop shop = null!;
    private Browser browser = null!;

    public When_a_checkout_is_looked_for() => Assert.SkipUnless(Browser.IsPresent, Browser.WhyAbsent);

    public async ValueTask InitializeAsync()
    {
        shop = await OperatedShop.Open();
        browser = new Browser();
        browser.LogIn(shop);
    }

    public async ValueTask DisposeAsync()
    {
        browser?.Dispose();
        await shop.DisposeAsync();
    }

    [Fact]
    public async Task It_is_found_by_session_order_token_mail_and_payment_intent()
    {
        await shop.Buy(buyer: new { email = "somebody.else@example.com" });
        var bought = await shop.Buy(buyer: new { email = "grace@example.com", first_name = "Grace", last_name = "Hopper" });
        var intent = Assert.Single(shop.Stripe.ChargesOf(bought.Session)).IntentId;
        var token = (await shop.Read($"/admin/spt?session={bought.Session}")).GetProperty("data")[0].GetProperty("id").GetString()!;

        foreach (var known in new[] { bought.Session, bought.Order, token, intent })
        {
            browser.Visit("search", "Search");
            browser.LookFor(known);
            browser.SeesHeading("Checkout");
            Assert.Contains(bought.Session, browser.TextAt("//main"), StringComparison.Ordinal);
        }

        browser.LookFor("grace@example.com");
        browser.SeesHeading("Search");
        Assert.Equal(bought.Session, browser.TextAt("//tbody//a"));
    }

    [Theory]
    [InlineData("nobody@example.com")]
    [InlineData("cs_00000000000000000000000000000000")]
    [InlineData("' OR 1=1 --")]
    [InlineData("<b>x</b>")]
    public void What_is_not_there_is_said_not_to_be(string text)
    {
        browser.LookFor(text);

        browser.Reads("Nothing was found. It has to be whole");
    }

    [Fact]
    public async Task Its_story_is_told_in_the_order_of_time_from_the_first_request_to_the_last_message()
    {
        var session = await shop.Ready();
        using (await shop.Complete(session, "tok_decline"))
        {
        }

        shop.Stripe.Faults.Next(FaultKind.LoseReply);
        using (await shop.Complete(session, "tok_visa"))
        {
        }

        await Eventually.True(() => shop.Merchant.Taken.Count == 1);
        browser.Visit($"sessions/{session}", "Checkout");

        var times = browser.Ask<IReadOnlyCollection<object>>("return [...document.querySelectorAll('.story time')].map(it => it.dateTime)").Cast<string>().ToArray();
        Assert.NotEmpty(times);
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        var story = browser.TextAt("//ol[@class='story']");
        foreach (var told in Told)
        {
            Assert.Contains(told, story, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static readonly string[] Told = ["declined", "key key-", "answered 400", "the provider answered 402", "at the provider req_", "no answer came", "as it had before"];
}
