using System.Net;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

public sealed class When_a_shopper_follows_the_link_to_pay(RealShop shop) : IClassFixture<RealShop>
{
    private const string Newest = "2026-04-17";
    private static readonly DateTimeOffset Soon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Looking_presses_no_button_however_often_and_by_whatever_fetches_ahead()
    {
        var id = await Ready();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Get })
        {
            using var request = new HttpRequestMessage(method, $"/pay/{id}") { Headers = { { "Sec-Purpose", "prefetch;prerender" } } };
            using var seen = await shop.Browser.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        }

        Assert.DoesNotContain(id, shop.Button.Pressed);
    }

    [Fact]
    public async Task It_shows_what_is_bought_the_sum_and_one_button()
    {
        var page = await Look(await Ready());

        Assert.Contains("Pay 42.64 USD</button>", page, StringComparison.Ordinal);
        Assert.Contains("<small>2 × 18.00 USD</small>", page, StringComparison.Ordinal);
        Assert.Equal(1, Count(page, "<button"));
        Assert.Equal(1, Count(page, "<form method=\"post\">"));
        Assert.DoesNotContain("jane@example.com", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Main St", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_fetches_nothing_runs_nothing_is_kept_nowhere_and_names_itself_to_nobody()
    {
        var id = await Ready();
        foreach (var path in new[] { $"/pay/{id}", $"/pay/{id}/return", "/pay/cs_none", "/pay/x" })
        {
            using var seen = await shop.Browser.GetAsync(path);
            var policy = Assert.Single(seen.Headers.GetValues("Content-Security-Policy"));

            Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
            Assert.Contains("form-action 'self' https://shop.example;", policy, StringComparison.Ordinal);
            Assert.Contains("base-uri 'none'; frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("no-store", $"{seen.Headers.CacheControl}");
            Assert.Equal("no-referrer", Assert.Single(seen.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("nosniff", Assert.Single(seen.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("text/html; charset=utf-8", $"{seen.Content.Headers.ContentType}");
            Assert.DoesNotContain("<script", await seen.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task The_button_leads_to_the_providers_page()
    {
        var id = await Ready();
        shop.Button.Answers(id, () => new PageOffer.Opened("https://shop.example/fake-stripe/c/pay/cs_test_1#x", Soon));

        using var pressed = await Press(id);

        Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
        Assert.Equal("https://shop.example/fake-stripe/c/pay/cs_test_1#x", $"{pressed.Headers.Location}");
        Assert.Contains(id, shop.Button.Pressed);
    }

    /// <summary>A browser would stop a form that is sent on to an address which the policy does not name.</summary>
    [Fact]
    public async Task A_page_at_another_address_is_a_link_to_follow()
    {
        var id = await Ready();
        shop.Button.Answers(id, () => new PageOffer.Opened("https://pay.other.example/c/1?a=1&b=\"2\"", Soon));

        using var pressed = await Press(id);

        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        var page = await pressed.Content.ReadAsStringAsync();
        Assert.Contains("href=\"https://pay.other.example/c/1?a=1&amp;b=%222%22\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_sites_form_opens_nothing_and_is_shown_the_sum_first()
    {
        var id = await Ready();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/pay/{id}") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var answer = await shop.Browser.SendAsync(request);

        Assert.Equal((HttpStatusCode.SeeOther, id), (answer.StatusCode, $"{answer.Headers.Location}"));
        Assert.DoesNotContain(id, shop.Button.Pressed);
    }

    [Theory]
    [InlineData("completed", 303, "{id}")]
    [InlineData("repriced", 303, "{id}?changed")]
    [InlineData("in progress", 200, null)]
    [InlineData("refused", 409, null)]
    [InlineData("not offered", 409, null)]
    [InlineData("provider", 503, null)]
    [InlineData("store", 503, null)]
    [InlineData("gone", 404, null)]
    [InlineData("overload", 503, null)]
    public async Task What_cannot_be_paid_now_is_said_and_where_to_go_on(string what, int status, string? location)
    {
        var id = await Ready();
        shop.Button.Answers(id, () => Offer(what));

        using var pressed = await Press(id);

        Assert.Equal(status, (int)pressed.StatusCode);
        Assert.Equal(location?.Replace("{id}", id, StringComparison.Ordinal), pressed.Headers.Location?.ToString());
        Assert.True(status == 303 || (await pressed.Content.ReadAsStringAsync()).Contains("<h1", StringComparison.Ordinal));
        Assert.Equal(what == "in progress" ? $"5; url={id}" : null, Refresh(pressed));
    }

    [Fact]
    public async Task A_refusals_words_are_told_as_text()
    {
        var id = await Ready();
        shop.Button.Answers(id, () => new PageOffer.Refused(new(RefusalRule.OutOfStock, "<b>Mug</b> is sold out.")));

        using var pressed = await Press(id);

        Assert.Contains("&lt;b&gt;Mug&lt;/b&gt; is sold out.", await pressed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sum_that_has_changed_is_said_to_have() =>
        Assert.Contains("The sum has changed", await Look(await Ready(), "?changed"), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_missing_is_named_and_there_is_no_button()
    {
        var words = new Dialect(Newest);
        var created = await shop.Post(Newest, "/checkout_sessions", words.Create("item_mug", "item_mug"));

        var page = await Look(created.Id);

        Assert.Contains("Something is still missing", page, StringComparison.Ordinal);
        Assert.Contains("<li>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<button", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_canceled_cannot_be_paid()
    {
        var id = await Ready();
        await shop.Post(Newest, $"/checkout_sessions/{id}/cancel", null);

        Assert.All(
            new[] { await Look(id), await Look(id, "/return") },
            page =>
            {
                Assert.Contains("was canceled", page, StringComparison.Ordinal);
                Assert.DoesNotContain("<button", page, StringComparison.Ordinal);
            });
    }

    [Theory]
    [InlineData("")]
    [InlineData("/return")]
    public async Task What_is_paid_leads_to_its_order(string path)
    {
        var words = new Dialect(Newest);
        var id = await Ready();
        var paid = await shop.Post(Newest, $"/checkout_sessions/{id}/complete", words.Complete($"spt_page_{id}"));
        var order = paid.Body.GetProperty("order");

        using var seen = await shop.Browser.GetAsync($"/pay/{id}{path}");

        Assert.Contains($"href=\"{order.GetProperty("permalink_url")}\"", await seen.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(Refresh(seen));
    }

    [Theory]
    [InlineData("", "2; url=return?looked=1")]
    [InlineData("?looked=3", "5; url=return?looked=4")]
    [InlineData("?looked=12", null)]
    [InlineData("?looked=-1", "2; url=return?looked=1")]
    [InlineData("?looked=99999999999999", "2; url=return?looked=1")]
    public async Task Who_comes_back_waits_for_the_providers_word_and_not_for_ever(string query, string? refresh)
    {
        var id = await Ready();
        using var back = await shop.Browser.GetAsync($"/pay/{id}/return{query}");
        var page = await back.Content.ReadAsStringAsync();

        Assert.Contains("is being confirmed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Thank you", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"../{id}\"", page, StringComparison.Ordinal);
        Assert.Equal(refresh, Refresh(back));
    }

    [Theory]
    [InlineData("cs_none")]
    [InlineData("cs_000000000000000000000000000000000000")]
    [InlineData("order")]
    [InlineData("cs_%3Cscript%3E")]
    [InlineData("cs_1%2F..%2Fadmin")]
    public async Task A_link_that_is_nobodys_leads_nowhere(string id)
    {
        foreach (var path in new[] { $"/pay/{id}", $"/pay/{id}/return" })
        {
            using var seen = await shop.Browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
            Assert.Contains("This link leads nowhere", await seen.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static PageOffer Offer(string what) => what switch
    {
        "completed" => new PageOffer.Completed(),
        "repriced" => new PageOffer.Repriced(),
        "in progress" => new PageOffer.InProgress(),
        "refused" => new PageOffer.Refused(new(RefusalRule.SessionExpired, "It has expired.")),
        "not offered" => new PageOffer.NotOffered(),
        "provider" => new PageOffer.ProviderUnavailable(),
        "store" => new PageOffer.StoreUnavailable(),
        "gone" => new PageOffer.NotFound(),
        _ => throw new GrainOverloadedException("Too much at once."),
    };

    private static string? Refresh(HttpResponseMessage response) => response.Headers.TryGetValues("Refresh", out var values) ? Assert.Single(values) : null;

    private static int Count(string page, string part) => page.Split(part).Length - 1;

    private async Task<string> Look(string id, string more = "") => await shop.Browser.GetStringAsync($"/pay/{id}{more}");

    private Task<HttpResponseMessage> Press(string id) => shop.Browser.PostAsync($"/pay/{id}", null);

    private async Task<string> Ready()
    {
        var words = new Dialect(Newest);
        var created = await shop.Post(Newest, "/checkout_sessions", words.Create("item_mug", "item_mug"));
        await shop.Post(Newest, $"/checkout_sessions/{created.Id}", words.Choose("us_standard", "item_mug"));
        return created.Id;
    }
}
