using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

public sealed class When_the_envelope_is_wrong
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer sk_platform_one_currenT")]
    [InlineData("Bearer sk_platform_one_curren")]
    [InlineData("Basic sk_platform_one_current")]
    [InlineData("sk_platform_one_current")]
    public async Task A_caller_without_a_known_key_is_told_so_and_nothing_else(string? authorization)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Post("/checkout_sessions", "{");
        request.Headers.Remove("Authorization");
        request.Headers.Remove("API-Version");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        var response = await host.Client.SendAsync(request);

        Assert.Equal("unauthorized", (await ErrorBody.Of(response)).Code);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    [Theory]
    [InlineData(AcpHost.Key, "one")]
    [InlineData(AcpHost.RotatedKey, "one")]
    [InlineData(AcpHost.OtherKey, "two")]
    public async Task Every_key_of_a_platform_is_that_platform(string key, string platform)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Get("/checkout_sessions/cs_1");
        request.Headers.Authorization = new AuthenticationHeaderValue("bearer", key);

        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(request)).StatusCode);

        Assert.Equal(platform, Assert.Single(host.Session.Calls).Caller.Platform);
    }

    [Theory]
    [InlineData(null, "missing_api_version")]
    [InlineData("", "missing_api_version")]
    [InlineData("2026-04-18", "unsupported_api_version")]
    [InlineData("2026-01-15", "unsupported_api_version")]
    public async Task A_version_we_do_not_speak_is_answered_with_those_we_do(string? version, string code)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Get("/checkout_sessions/cs_1");
        request.Headers.Remove("API-Version");
        request.Headers.TryAddWithoutValidation("API-Version", version);

        var response = await host.Client.SendAsync(request);

        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, body.RootElement.GetProperty("code").GetString());
        Assert.Equal(Versions.Names.Reverse(), body.RootElement.GetProperty("supported_versions").EnumerateArray().Select(one => one.GetString()));
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("nonsense", null)]
    [InlineData(null, null)]
    [InlineData("application/json", "gzip")]
    public async Task A_body_that_is_not_plain_json_is_refused(string? contentType, string? encoding)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Post("/checkout_sessions", Bodies.Create);
        request.Content!.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        var error = await ErrorBody.Of(await host.Client.SendAsync(request));

        Assert.Equal((415, "unsupported_media_type"), (error.Status, error.Code));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=\"UTF-8\"")]
    public async Task Json_by_any_spelling_of_its_type_is_read(string contentType)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Post("/checkout_sessions", Bodies.Create);
        request.Content!.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_it_says_its_length(bool chunked)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Post("/checkout_sessions", new string(' ', 300_000));
        request.Headers.TransferEncodingChunked = chunked;

        var error = await ErrorBody.Of(await host.Client.SendAsync(request));

        Assert.Equal((413, "payload_too_large", "The body is larger than 262144 bytes."), (error.Status, error.Code, error.Message));
    }

    [Fact]
    public async Task A_body_at_the_limit_is_read()
    {
        await using var host = await AcpHost.Start();
        var padded = Bodies.Create + new string(' ', 262_144 - Encoding.UTF8.GetByteCount(Bodies.Create));

        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(AcpHost.Post("/checkout_sessions", padded))).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/nothing", 404, "not_found")]
    [InlineData("POST", "/checkout_sessions/cs_1/pay", 404, "not_found")]
    [InlineData("GET", "/api", 404, "not_found")]
    [InlineData("GET", "/checkout_sessions/..%2F..%2Fetc", 404, "not_found")]
    [InlineData("GET", "/checkout_sessions/order_1", 404, "not_found")]
    public async Task What_is_not_there_is_not_found_in_the_protocols_words(string method, string path, int status, string code)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Get(path);
        request.Method = new HttpMethod(method);

        var error = await ErrorBody.Of(await host.Client.SendAsync(request));

        Assert.Equal((status, code), (error.Status, error.Code));
        Assert.Empty(host.Grains.Ids);
    }

    [Theory]
    [InlineData("GET", "/checkout_sessions", "POST")]
    [InlineData("DELETE", "/checkout_sessions/cs_1", "GET, POST")]
    [InlineData("PUT", "/api/checkout_sessions/cs_1/complete", "POST")]
    [InlineData("POST", "/.well-known/acp.json", "GET, HEAD")]
    public async Task A_method_a_path_does_not_have_is_answered_with_those_it_has(string method, string path, string allow)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Get(path);
        request.Method = new HttpMethod(method);

        var response = await host.Client.SendAsync(request);

        Assert.Equal("method_not_allowed", (await ErrorBody.Of(response)).Code);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow.Order()));
    }

    [Fact]
    public async Task The_checks_come_in_their_documented_order()
    {
        await using var host = await AcpHost.Start();
        var request = new HttpRequestMessage(HttpMethod.Post, "/checkout_sessions");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', 256));
        request.Content = new StringContent(new string('[', 300_000), Encoding.UTF8, "text/plain");
        var mends = new (string Code, Action Mend)[]
        {
            ("unauthorized", () => request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {AcpHost.Key}")),
            ("missing_api_version", () => request.Headers.TryAddWithoutValidation("API-Version", AcpHost.Version)),
            ("unsupported_media_type", () => request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json")),
            ("invalid_idempotency_key", () => request.Headers.Remove("Idempotency-Key")),
            ("idempotency_key_required", () => request.Headers.TryAddWithoutValidation("Idempotency-Key", "key")),
            ("payload_too_large", () => request.Content = new StringContent("[", Encoding.UTF8, "application/json")),
            ("invalid_json", () => request.Content = new StringContent("[]", Encoding.UTF8, "application/json")),
            ("invalid_type", () => { }),
        };

        foreach (var (code, mend) in mends)
        {
            Assert.Equal(code, (await ErrorBody.Of(await host.Client.SendAsync(Copy(request)))).Code);
            mend();
        }
    }

    // A message can be sent once only.
    private static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new StringContent(request.Content!.ReadAsStringAsync().GetAwaiter().GetResult()) };
        copy.Content.Headers.ContentType = request.Content.Headers.ContentType;
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }
}
