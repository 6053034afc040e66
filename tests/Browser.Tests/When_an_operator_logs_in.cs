namespace Acp.Browser.Tests;

public sealed class When_an_operator_logs_in : IAsyncLifetime
{
    private const string Kept = "return sessionStorage.length + localStorage.length";

    private OperatedShop shop = null!;

    public When_an_operator_logs_in() => Assert.SkipUnless(Browser.IsPresent, Browser.WhyAbsent);

    public async ValueTask InitializeAsync() => shop = await OperatedShop.Open();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public void A_key_that_is_not_known_is_said_to_be_so_and_is_not_kept()
    {
        using var browser = new Browser();
        browser.Open(shop.Dashboard);

        browser.Write("Admin key", "key_of_nobody_at_all");
        browser.Press("Log in");

        Assert.Equal("This key is not known.", browser.TextAt("//*[@role='alert'][normalize-space()]"));
        Assert.Equal("input Admin key", browser.Focused);
        Assert.Equal(0, browser.Ask<long>(Kept));
    }

    [Theory]
    [InlineData("", "A key is needed.")]
    [InlineData("schlüssel", "A key is made of visible ASCII characters.")]
    public void What_cannot_be_a_key_is_not_sent(string typed, string told)
    {
        using var browser = new Browser();
        browser.Open(shop.Dashboard);

        browser.Write("Admin key", typed);
        browser.Press("Log in");

        Assert.Equal(told, browser.TextAt("//*[@role='alert'][normalize-space()]"));
        Assert.Empty(browser.Complaints); // A refused request would stand there.
    }

    [Fact]
    public void The_key_stays_in_the_tab_is_in_no_address_and_goes_with_the_log_out()
    {
        using var browser = new Browser();
        browser.LogIn(shop);

        Assert.DoesNotContain(OperatedShop.OwnerKey, browser.Address.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(OperatedShop.OwnerKey, browser.Ask<string>("return performance.getEntriesByType('resource').map(it => it.name).join()"), StringComparison.Ordinal);
        Assert.Equal("", browser.Ask<string>("return document.cookie"));
        Assert.Equal(0, browser.Ask<long>("return localStorage.length"));
        browser.Press("Log out");
        browser.Sees("Checkout dashboard");
        Assert.Equal(0, browser.Ask<long>(Kept));
    }

    [Fact]
    public async Task Who_only_reads_sees_what_could_be_done_and_which_role_it_needs()
    {
        var bought = await shop.Buy();
        using var browser = new Browser();
        browser.LogIn(shop, OperatedShop.ReadKey);

        browser.Visit($"orders/{bought.Order}", "Order");

        Assert.Contains("rita, read", browser.TextAt("//header"), StringComparison.Ordinal);
        Assert.Equal("This needs the role support; yours is read.", browser.Ask<string>("return document.querySelector('.actions button').title"));
        Assert.False(browser.Ask<bool>("return [...document.querySelectorAll('main button')].some(it => !it.disabled)"));
    }
}
