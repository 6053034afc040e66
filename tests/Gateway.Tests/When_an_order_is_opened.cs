using System.Text.Json;
using System.Text.RegularExpressions;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using Acp.Orders;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests;

/// <summary>The permalink: a shopper's page, for whoever has the link and for nobody else.</summary>
public sealed class When_an_order_is_opened : IAsyncLifetime
{
    private const string Id = "ord_4f2a9c";

    private static readonly string[] Voids = ["meta"];

    private readonly FailingStore store = new();
    private AcpHost host = null!;

    public async ValueTask InitializeAsync()
    {
        host = await AcpHost.Start(configure: builder => builder.Services.AddSingleton(new OrderReader(store)));
        await SomeOrders.Keep(store, SomeOrders.Record(Id));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task It_shows_what_was_bought_what_it_cost_and_where_it_is()
    {
        var (status, page, _) = await Open(Id);

        Assert.Equal(200, status);
        Assert.All(
            (string[])
            [
                "<title>Order 1001 - Test Shop</title>", "Partly on its way.", "<bdi>Mug</bdi>", "Quantity 2 · 1 of 2 handed over", "17.50 USD", "<dt>Total</dt><dd>23.90 USD</dd>",
                "<dt>Refunded</dt><dd>-10.00 USD</dd>", "Parcel: Out for delivery", "href=\"https://track.example/9400\"", "1 × <bdi>Mug</bdi>",
                "datetime=\"2026-05-02T12:00:00Z\">2 May 2026, 12:00 UTC", "Refund, completed", "Dispute, pending", "To <bdi>New York, NY, US</bdi>",
            ],
            piece => Assert.Contains(piece, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task Neither_the_buyer_nor_the_door_nor_the_provider_is_named(string accept)
    {
        var (_, text, _) = await Open(Id, accept);

        Assert.All(
            (string[])["Jane", "jane@", "Main St", "10001", "Albany", "Ring twice", "15550001", "secret", "a<b>", "a&lt;b"],
            piece => Assert.DoesNotContain(piece, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_name_smuggles_in_stays_dead()
    {
        const string Evil = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>'{{7*7}}";
        await SomeOrders.Keep(store, SomeOrders.Record("ord_evil", Evil, Evil, "javascript:alert(3)"));

        var (status, page, _) = await Open("ord_evil");

        Assert.Equal(200, status);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;", page, StringComparison.Ordinal);
        AssertWellFormed(page);
    }

    [Fact]
    public async Task Nobody_keeps_it_finds_it_or_is_told_where_it_was_and_nothing_in_it_runs()
    {
        var (_, _, headers) = await Open(Id);

        Assert.Equal("no-store, private", headers["Cache-Control"]);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Equal("noindex, nofollow", headers["X-Robots-Tag"]);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("text/html; charset=utf-8", headers["Content-Type"]);
        Assert.Matches("^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$", headers["Content-Security-Policy"]);
    }

    [Fact]
    public async Task It_can_be_read_aloud()
    {
        var (_, page, _) = await Open(Id);

        AssertWellFormed(page);
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<h1>"));
        Assert.Single(Regex.Matches(page, "<main>"));
        var labels = Regex.Matches(page, "aria-labelledby=\"([a-z]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(["items", "sums", "way", "changes"], labels);
        Assert.All(labels, label => Assert.Single(Regex.Matches(page, $"<h2 id=\"{label}\">")));
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/json, text/html;q=0.5", true)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false)]
    [InlineData("text/html, application/json", false)]
    [InlineData("*/*", false)]
    [InlineData(null, false)]
    [InlineData("nonsense", false)]
    public async Task It_is_JSON_for_who_asks_for_it(string? accept, bool isJson)
    {
        var (status, _, headers) = await Open(Id, accept);

        Assert.Equal((200, isJson), (status, headers["Content-Type"] == "application/json"));
        Assert.Equal("Accept", headers["Vary"]);
    }

    [Fact]
    public async Task As_JSON_it_is_the_protocols_own_order()
    {
        var schemas = new SchemaWitness(AcpHost.Version);
        Assert.SkipUnless(schemas.IsPresent, schemas.WhyAbsent);
        var (_, text, _) = await Open(Id, "application/json");

        var order = JsonDocument.Parse(text).RootElement;

        Assert.Empty(schemas.Validate("Order", order));
        Assert.Equal("processing", order.GetProperty("status").GetString());
        Assert.False(order.GetProperty("fulfillments")[0].TryGetProperty("destination", out _));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task An_order_that_is_not_there_looks_like_an_address_that_never_was(string accept)
    {
        var unknown = await Open("ord_0000000000", accept);
        var impossible = await Open("%3Cscript%3E" + new string('x', 200), accept);

        Assert.Equal((404, 404), (unknown.Status, impossible.Status));
        Assert.Equal(unknown.Text, impossible.Text);
        Assert.Equal(Shape(unknown.Headers), Shape(impossible.Headers));
    }

    [Fact]
    public async Task A_store_that_is_away_is_said_in_plain_words()
    {
        store.IsAway = true;

        var (status, page, headers) = await Open(Id);
        var (asJson, text, _) = await Open(Id, "application/json");

        Assert.Equal((503, "60"), (status, headers["Retry-After"]));
        Assert.Contains("Nothing has happened to it", page, StringComparison.Ordinal);
        Assert.Equal(503, asJson);
        Assert.Contains("service_unavailable", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_head_alone_can_be_asked_for()
    {
        var (status, text, headers) = await Open(Id, method: HttpMethod.Head);

        Assert.Equal((200, "", "no-referrer"), (status, text, headers["Referrer-Policy"]));
    }

    private static IEnumerable<string> Shape(IReadOnlyDictionary<string, string> headers) =>
        headers.Where(header => header.Key is not ("Request-Id" or "Date")).Select(header => $"{header.Key}: {header.Value}");

    private static void AssertWellFormed(string page)
    {
        var open = new Stack<string>();
        foreach (Match tag in Regex.Matches(page, @"<(/?)([a-z0-9]+)(?:\s[^<>]*)?>"))
        {
            if (tag.Groups[1].Length > 0)
            {
                Assert.Equal(open.Pop(), tag.Groups[2].Value);
            }
            else if (!Voids.Contains(tag.Groups[2].Value))
            {
                open.Push(tag.Groups[2].Value);
            }
        }

        Assert.Empty(open);
    }

    private async Task<(int Status, string Text, IReadOnlyDictionary<string, string> Headers)> Open(string id, string? accept = "text/html", HttpMethod? method = null)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"/orders/{id}");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var answer = await client.SendAsync(request);
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), headers);
    }
}
