using System.Net;
using System.Text;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

public sealed class When_it_is_asked_over_plain_HTTP : IAsyncLifetime
{
    private WholeGateway gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await WholeGateway.Start(WholeGateway.Behind);

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("POST", "/checkout_sessions")]
    [InlineData("GET", "/checkout_sessions/cs_1")]
    [InlineData("GET", "/api/checkout_sessions/cs_1")]
    [InlineData("POST", "/spt")]
    [InlineData("GET", "/admin/spt")]
    [InlineData("POST", "/api/webhooks/stripe")]
    [InlineData("GET", "/.well-known/acp.json")]
    [InlineData("GET", "/openapi/admin.json")]
    [InlineData("GET", "/nothing")]
    [InlineData("POST", "/healthz/../checkout_sessions")]
    [InlineData("GET", "/healthz/x")]
    [InlineData("GET", "/orders_of_somebody")]
    public async Task A_program_is_refused_and_told_that_its_key_is_burnt(string method, string path)
    {
        using var answer = await Send(gateway.Client, method, path, request => request.Headers.Add("Authorization", $"Bearer {AcpHost.Key}"));

        var error = await ErrorBody.Of(answer);
        Assert.Equal((403, "https_required"), (error.Status, error.Code));
        Assert.Contains("replace it", error.Message, StringComparison.Ordinal);
        Assert.Null(answer.Headers.Location);
    }

    [Theory]
    [InlineData("GET", "/pay/cs_1?changed")]
    [InlineData("HEAD", "/pay/cs_1/return?looked=1")]
    [InlineData("GET", "/orders/ord_1")]
    [InlineData("GET", "/dashboard")]
    [InlineData("GET", "/pay/%0d%0aSet-Cookie:%20a=b")]
    [InlineData("GET", "/pay//evil.example/..%2f")]
    public async Task A_person_is_led_to_the_same_page_of_the_merchants_own_address(string method, string path)
    {
        using var answer = await Send(gateway.Client, method, path, request =>
        {
            request.Headers.Host = "evil.example";
            request.Headers.Add("X-Forwarded-Host", "evil.example");
        });

        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        Assert.StartsWith("https://shop.example/", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(new Uri(new Uri("https://shop.example"), path).PathAndQuery, answer.Headers.Location.PathAndQuery, ignoreCase: true);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("POST", "/pay/cs_1", false)]
    [InlineData("GET", "/pay/cs_1", true)]
    [InlineData("GET", "/orders/ord_1", true)]
    public async Task Neither_a_form_nor_a_key_is_led_on(string method, string path, bool withKey)
    {
        using var answer = await Send(gateway.Client, method, path, request =>
        {
            if (withKey)
            {
                request.Headers.Add("Authorization", $"Bearer {AcpHost.Key}");
            }
        });

        Assert.Equal((403, "https_required"), ((int)answer.StatusCode, (await ErrorBody.Of(answer)).Code));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Probes_go_on(string path) => Assert.Equal(HttpStatusCode.OK, (await Send(gateway.Client, "GET", path)).StatusCode);

    /// <summary>Nobody knows yet whether anything answers there; what counts is that HTTPS is not asked of it.</summary>
    [Fact]
    public async Task Nor_are_metrics_refused_for_it() =>
        Assert.NotEqual(HttpStatusCode.Forbidden, (await Send(gateway.Client, "GET", "/metrics")).StatusCode);

    [Fact]
    public async Task A_proxy_that_is_trusted_says_that_it_was_HTTPS_before()
    {
        var proxy = gateway.ClientAt(WholeGateway.Proxy);
        using var answer = await Send(proxy, "GET", "/.well-known/acp.json", Forwarding("https"));
        using var inClear = await Send(proxy, "GET", "/.well-known/acp.json", Forwarding("http"));
        using var silent = await Send(proxy, "GET", "/.well-known/acp.json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (inClear.StatusCode, silent.StatusCode));
        Assert.False(inClear.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Nobody_else_is_believed()
    {
        using var answer = await Send(gateway.Client, "GET", "/.well-known/acp.json", request =>
        {
            Forwarding("https")(request);
            request.Headers.Add("X-Forwarded-Host", "evil.example");
            request.Headers.Add("X-Forwarded-Prefix", "/evil");
            request.Headers.Add("Forwarded", "for=203.0.113.7;proto=https;host=evil.example");
            request.Headers.Add("X-Forwarded-Scheme", "https");
            request.Headers.Add("X-Original-Proto", "https");
            request.Headers.Add("Front-End-Https", "on");
        });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("evil", answer + await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>What a target says of its own scheme is what its sender made up.</summary>
    [Theory]
    [InlineData("https://shop.example/checkout_sessions/cs_1")]
    [InlineData("https://shop.example/healthz/../checkout_sessions/cs_1")]
    public async Task A_target_that_calls_itself_HTTPS_is_refused_all_the_same(string target)
    {
        var answer = await RawHttp.Send(gateway.Address, $"GET {target} HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
    }

    private static Action<HttpRequestMessage> Forwarding(string scheme) => request =>
    {
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", scheme);
    };

    private static Task<HttpResponseMessage> Send(HttpClient client, string method, string path, Action<HttpRequestMessage>? with = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method == "POST" ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        with?.Invoke(request);
        return client.SendAsync(request);
    }
}
