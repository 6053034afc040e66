namespace Acp.Browser.Tests;

public sealed class When_a_buyer_writes_markup
{
    private const string Hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";

    public When_a_buyer_writes_markup() => Assert.SkipUnless(Browser.IsPresent, Browser.WhyAbsent);

    [Fact]
    public async Task It_is_text_wherever_it_is_shown()
    {
        await using var shop = await OperatedShop.Open();
        var bought = await shop.Buy(buyer: new { email = "eve@example.com", full_name = Hostile, first_name = Hostile, last_name = "Eve" });
        using var browser = new Browser();
        browser.LogIn(shop);

        foreach (var (view, heading) in new[] { ($"orders/{bought.Order}", "Order"), ($"sessions/{bought.Session}", "Checkout"), ($"search?q={Uri.EscapeDataString(Hostile)}", "Search"), ($"orders?platform={Uri.EscapeDataString(Hostile)}", "Orders") })
        {
            browser.Visit(view, heading);
            Assert.Equal(0, browser.Ask<long>("return document.querySelectorAll('img, script:not([src]), [onerror]').length"));
        }

        browser.Visit($"orders/{bought.Order}", "Order");
        Assert.Contains(Hostile, browser.TextAt("//dd[contains(., 'onerror')]"), StringComparison.Ordinal);
        Assert.NotEqual("taken", browser.Ask<string>("return document.title"));
    }

    /// <summary>Should somebody write such a line one day, the browser does not do it.</summary>
    [Fact]
    public async Task The_page_could_not_make_markup_of_it_if_it_tried()
    {
        await using var shop = await OperatedShop.Open();
        using var browser = new Browser();
        browser.LogIn(shop);

        Assert.Equal("TypeError", browser.Ask<string>("try { document.body.innerHTML = '<b>x</b>'; return 'made'; } catch (error) { return error.name; }"));
        Assert.True(browser.Ask<bool>("try { const it = document.createElement('button'); it.setAttribute('onclick', 'window.taken = true'); it.click(); } catch { /* It is not even set. */ } return window.taken === undefined;"));
    }
}
