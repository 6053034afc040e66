using System.Net;
using System.Net.Http.Headers;

namespace Acp.Browser.Tests;

/// <summary>What an operator sees while the page is not told: never figures of then that look like figures of now.</summary>
public sealed class When_the_stream_breaks_off : IAsyncLifetime
{
    private OperatedShop shop = null!;

    public When_the_stream_breaks_off() => Assert.SkipUnless(Browser.IsPresent, Browser.WhyAbsent);

    public async ValueTask InitializeAsync() => shop = await OperatedShop.Open();

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public async Task While_it_cannot_be_had_the_page_asks_and_says_so_and_takes_it_up_again()
    {
        using var client = new HttpClient { BaseAddress = shop.Address };
        var tabs = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Watch(client))); // As many as one operator may have.
        using var browser = new Browser();

        browser.LogIn(shop, OperatedShop.ReadKey);
        browser.Holds("return document.querySelector('.news.polled')?.textContent === 'Asked every 2 s'");
        await shop.Buy();
        browser.Shows("tokens used", 1);
        browser.Reads("Rates and times come with the live stream, which cannot be had right now.");

        Array.ForEach(tabs, tab => tab.Dispose());
        browser.IsFedByTheStream();
        await shop.Buy();
        browser.Shows("tokens used", 2);
        browser.Shows("paid", 2); // Since the first figures that it saw, asked for or told.
    }

    [Fact]
    public void When_the_service_is_gone_the_page_says_since_when_and_greys_what_it_shows()
    {
        using var browser = new Browser();
        browser.LogIn(shop);
        browser.IsFedByTheStream();

        shop.Stop();

        browser.Holds("return /^Not live since \\d/.test(document.querySelector('.news.stale')?.textContent ?? '')");
        browser.Reads("Nothing is heard from the service.");
        browser.Holds("return [...document.querySelectorAll('[data-figure]')].every(it => it.closest('.old'))");
        browser.Picture("dashboard-not-live");
    }

    [Fact]
    public async Task When_the_key_is_revoked_the_page_closes()
    {
        var made = await OperatedShop.Body(await shop.Operate("/admin/keys", new { kind = "admin", owner = "cleo", role = "read", reason = "new here" }));
        using var browser = new Browser();
        browser.LogIn(shop, made.GetProperty("key").GetString()!);
        browser.IsFedByTheStream();

        (await shop.Operate($"/admin/keys/{made.GetProperty("id").GetString()}/revoke", new { reason = "left us" })).EnsureSuccessStatusCode();

        Assert.Equal("The key is no longer accepted.", browser.TextAt("//*[@role='alert'][normalize-space()]"));
        Assert.Equal(0, browser.Ask<long>("return sessionStorage.length"));
    }

    private static async Task<HttpResponseMessage> Watch(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/live");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", OperatedShop.ReadKey);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }
}
