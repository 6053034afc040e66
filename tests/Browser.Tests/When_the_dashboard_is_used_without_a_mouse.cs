using Key = OpenQA.Selenium.Keys;

namespace Acp.Browser.Tests;

/// <summary>By keyboard alone, by ear, and on a narrow screen.</summary>
public sealed class When_the_dashboard_is_used_without_a_mouse : IAsyncLifetime
{
    private OperatedShop shop = null!;

    public When_the_dashboard_is_used_without_a_mouse() => Assert.SkipUnless(Browser.IsPresent, Browser.WhyAbsent);

    public async ValueTask InitializeAsync() => shop = await OperatedShop.Open();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task Everything_from_the_log_in_to_an_action_is_done_by_keyboard()
    {
        var bought = await shop.Buy();
        using var browser = new Browser();
        browser.Open(shop.Dashboard);
        browser.Sees("Checkout dashboard");
        browser.Strike(OperatedShop.OwnerKey, Key.Enter);
        browser.SeesHeading("Overview");

        browser.Ask<object?>("document.body.tabIndex = -1; document.body.focus(); return null");
        Assert.Equal("a Skip to the content", Tabbed(browser));
        Assert.Equal("input Search for a checkout", Tabbed(browser));
        browser.Strike(bought.Order, Key.Enter);
        browser.SeesHeading("Checkout");
        Assert.StartsWith("h1 Checkout", browser.Focused, StringComparison.Ordinal);
        browser.Visit($"orders/{bought.Order}", "Order");
        Assert.Equal("button Refund", Tabbed(browser));
        Assert.Equal("button Hold", Tabbed(browser));
        browser.Strike(Key.Enter, "a person looks", Key.Tab, Key.Tab);
        Assert.Equal("button Hold the order", browser.Focused);
        browser.Strike(Key.Enter);
        browser.Reads("The order is held.");
        browser.SeesNo("//dialog");
    }

    [Fact]
    public async Task A_question_holds_the_focus_and_Escape_leaves_it_where_it_was()
    {
        var bought = await shop.Buy();
        using var browser = new Browser();
        browser.LogIn(shop);
        browser.Visit($"orders/{bought.Order}", "Order");

        browser.Press("Add a note");
        Assert.Equal("textarea Note", browser.Focused);
        Assert.Equal(["button Cancel", "button Add it", "textarea Note", "button Cancel"], Enumerable.Range(0, 4).Select(_ => Tabbed(browser)));
        browser.Strike(Key.Escape);

        browser.SeesNo("//dialog");
        Assert.Equal("button Add a note", browser.Focused);
        Assert.Empty((await shop.Read($"/admin/orders/{bought.Order}")).GetProperty("notes").EnumerateArray());
    }

    [Fact]
    public async Task Every_field_and_button_has_a_name_and_every_view_one_heading()
    {
        var bought = await shop.Buy();
        using var browser = new Browser();
        browser.LogIn(shop);

        foreach (var view in ViewsOf(bought))
        {
            browser.Visit(view, "");
            Assert.Equal("", browser.Ask<string>(Unnamed));
            Assert.Equal((1, 1, 1), (Count(browser, "h1"), Count(browser, "main"), Count(browser, "header")));
            Assert.DoesNotContain(browser.Controls, control => control.EndsWith(' '));
            Assert.Equal(0, browser.Ask<long>("return [...document.querySelectorAll('table')].filter(it => !it.caption || !it.querySelector('th[scope=col]')).length"));
        }
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Nothing_has_to_be_pushed_aside_at_360_pixels_and_all_can_be_read(string scheme)
    {
        shop.Merchant.Status = 500;
        var bought = await shop.Buy(buyer: new { email = "a.buyer.with.a.very.long.address@a-very-long-domain-name.example.com", full_name = new string('W', 120) });
        using var browser = new Browser();
        browser.Look(360, 740, scheme);
        browser.LogIn(shop);

        foreach (var view in ViewsOf(bought))
        {
            browser.Visit(view, "");
            Assert.True(browser.FitsItsWidth, view);
            Assert.Equal("", browser.Ask<string>(Contrast.Faint));
        }
    }

    [Fact]
    public async Task No_status_is_broken_within_a_word()
    {
        var bought = await shop.Buy();
        using var browser = new Browser();
        browser.LogIn(shop);

        browser.Visit($"orders/{bought.Order}", "Order");

        Assert.Equal(1, browser.Ask<long>(LinesOfTheStatus));
    }

    [Fact]
    public async Task The_way_back_leads_to_the_view_before_and_an_address_can_be_sent_to_a_colleague()
    {
        var bought = await shop.Buy();
        using var browser = new Browser();
        browser.LogIn(shop);
        browser.Visit("orders?status=confirmed", "Orders");
        browser.Visit($"orders/{bought.Order}", "Order");

        browser.Back();

        browser.SeesHeading("Orders");
        Assert.Equal("confirmed", browser.Ask<string>("return document.getElementById('filter-status').value"));
    }

    private static IEnumerable<string> ViewsOf(Bought bought) =>
        [.. OperatorsDesk.Views, $"orders/{bought.Order}", $"sessions/{bought.Session}", $"deliveries/merchant/{bought.Order}", $"search?q={bought.Order}x"];

    private static string Tabbed(Browser browser)
    {
        browser.Strike(Key.Tab);
        return browser.Focused;
    }

    private static int Count(Browser browser, string selector) => (int)browser.Ask<long>("return document.querySelectorAll(arguments[0]).length", selector);

    private const string LinesOfTheStatus = """
        const text = document.createRange();
        text.selectNodeContents([...document.querySelectorAll("td")].find(it => it.dataset.name === "Status").firstElementChild);
        return text.getClientRects().length;
        """;

    private const string Unnamed = """
        return [...document.querySelectorAll("input, select, textarea, button, a")]
          .filter(it => !(it.labels?.length || it.getAttribute("aria-label") || it.textContent.trim()))
          .map(it => it.outerHTML).join("\n");
        """;
}
