using System.Net;
using Acp.Gateway.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests;

/// <summary>Every surface and every way to go wrong: what a reply tells a browser that should come to hold it.</summary>
public sealed class When_any_reply_reaches_a_browser(WholeGatewayFixture fixture) : IClassFixture<WholeGatewayFixture>
{
    private const string NoSession = "/checkout_sessions/cs_000000000000000000000000000000000000";

    public static TheoryData<string, int> Replies => new()
    {
        { "GET " + NoSession, 404 }, { "POST /checkout_sessions", 400 }, { "GET /checkout_sessions", 405 }, { "GET /spt/spt_1", 404 }, { "GET /nothing", 404 },
        { "GET /admin/spt", 401 }, { "GET /.well-known/acp.json", 200 }, { "GET /openapi/admin.json", 200 }, { "GET /healthz", 200 }, { "GET /readyz", 200 },
        { "POST /api/webhooks/stripe", 400 }, { "GET /pay/cs_1", 404 }, { "GET /pay/cs_1/return", 404 }, { "GET /orders/ord_1", 404 }, { "POST /pay/cs_1", 404 },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task It_is_read_as_what_it_is_kept_nowhere_framed_nowhere_and_loads_nothing(string asked, int status)
    {
        using var answer = await Ask(asked);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        var policy = Header(answer, "Content-Security-Policy");
        Assert.All(new[] { "default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action " }, part => Assert.Contains(part, policy, StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore || asked.Contains(".well-known", StringComparison.Ordinal));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("GET /pay/cs_1")]
    [InlineData("GET /pay/cs_1/return")]
    [InlineData("GET /orders/ord_1")]
    public async Task A_page_asks_for_no_device_and_has_no_opener(string asked)
    {
        using var answer = await Ask(asked);

        Assert.Equal("text/html; charset=utf-8", $"{answer.Content.Headers.ContentType}");
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("payment=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.StartsWith("noindex", Header(answer, "X-Robots-Tag"), StringComparison.Ordinal);
    }

    /// <summary>Every link is made of the merchant's own address.</summary>
    [Fact]
    public async Task No_host_that_a_caller_names_turns_up_in_it()
    {
        foreach (var asked in Replies.Select(row => row.Data.Item1))
        {
            using var answer = await Ask(asked, request =>
            {
                request.Headers.Host = "evil.example";
                request.Headers.Add("X-Forwarded-Host", "evil.example");
                request.Headers.Add("X-Forwarded-Proto", "javascript");
                request.Headers.Add("X-Forwarded-For", "not an address, <script>");
                request.Headers.Add("X-Original-URL", "/admin/spt");
                request.Headers.Add("X-HTTP-Method-Override", "DELETE");
            });

            Assert.DoesNotContain("evil.example", answer + await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_opens_pages_without_end_is_asked_to_wait_and_others_are_not()
    {
        var clock = new ManualClock();
        await using var gateway = await WholeGateway.Start(
            [("Gateway:PagesPerSecond", "1"), ("Gateway:TrustedProxies:0", $"{WholeGateway.Proxy}")], services => services.AddSingleton<TimeProvider>(clock));
        var proxy = gateway.ClientAt(WholeGateway.Proxy);
        for (var i = 0; i < 10; i++)
        {
            using var shown = await proxy.SendAsync(Page("203.0.113.1"));
            Assert.Equal(HttpStatusCode.NotFound, shown.StatusCode);
        }

        using var refused = await proxy.SendAsync(Page("203.0.113.1"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Contains("One moment, please", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var others = await Task.WhenAll(new[] { "203.0.113.2", "203.0.114.2", "2001:db8::2" }.Select(from => proxy.SendAsync(Page(from))));
        Assert.Contains(others, answer => answer.StatusCode == HttpStatusCode.NotFound);
        using var platform = await gateway.Client.SendAsync(AcpHost.Get(NoSession));
        Assert.Equal(HttpStatusCode.NotFound, platform.StatusCode);

        clock.Advance(TimeSpan.FromSeconds(1));
        using var again = await proxy.SendAsync(Page("203.0.113.1"));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    private static HttpRequestMessage Page(string from) => new(HttpMethod.Get, "/orders/ord_1") { Headers = { { "X-Forwarded-For", from } } };

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private Task<HttpResponseMessage> Ask(string asked, Action<HttpRequestMessage>? with = null)
    {
        var (method, path) = (asked.Split(' ')[0], asked.Split(' ')[1]);
        var request = method == "POST" ? AcpHost.Post(path, "{}") : AcpHost.Get(path);
        with?.Invoke(request);
        return fixture.Gateway.Client.SendAsync(request);
    }
}
