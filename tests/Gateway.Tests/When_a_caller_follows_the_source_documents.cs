using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

/// <summary>docs/decisions/0017-callers-of-the-source-documents.md.</summary>
public sealed class When_a_caller_follows_the_source_documents : IAsyncLifetime
{
    private const string Complete = "/api/checkout_sessions/cs_1/complete";
    private const string Items = """{"items":[{"id":"test-product","quantity":1}]}""";
    private const string Token = """{"shared_payment_granted_token":"spt_test_1234567890"}""";

    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(Complete)]
    [InlineData("/API/checkout_sessions/cs_1/complete")]
    public async Task Neither_a_version_nor_a_key_is_asked_for_below_api(string path)
    {
        using var reply = await host.Client.SendAsync(Plain(HttpMethod.Post, path));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(new Call(new Caller("one", "2026-04-17"), Once: null) { RequestId = "req_1" }, Assert.Single(host.Session.Calls));
        Assert.Equal("spt_test_1234567890", Assert.IsType<CompleteCheckoutSession>(Assert.Single(host.Session.Requests)).Token);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json")]
    public async Task Their_create_is_read_in_the_merchants_currency_whatever_it_calls_itself(string contentType)
    {
        using var reply = await host.Client.SendAsync(Plain(Items, contentType));

        Assert.True(reply.IsSuccessStatusCode);
        var request = Assert.IsType<CreateCheckoutSession>(Assert.Single(host.Session.Requests));
        Assert.Equal([new RequestedItem("test-product", 1)], request.Items);
        Assert.Equal("usd", request.Currency);
    }

    [Fact]
    public async Task Their_update_may_have_the_same_form()
    {
        using var reply = await host.Client.SendAsync(Plain("""{"items":[{"id":"a","quantity":2}]}""", path: "/api/checkout_sessions/cs_1"));

        Assert.Equal([new RequestedItem("a", 2)], Assert.IsType<UpdateCheckoutSession>(Assert.Single(host.Session.Requests)).Items.Value!);
    }

    [Theory]
    [InlineData("""{"items":[{"id":"a","quantity":1}],"line_items":[{"id":"b"}]}""", "missing_field", "$.currency")]
    [InlineData("""{"items":[{"id":"a"}]}""", "missing_field", "$.items[0].quantity")]
    [InlineData("{}", "missing_field", "$.line_items")]
    public async Task What_is_wrong_with_it_is_told_in_the_form_it_has(string body, string code, string param)
    {
        var error = await ErrorBody.Of(await host.Client.SendAsync(Plain(body)));

        Assert.Equal((400, code, param), (error.Status, error.Code, error.Param));
    }

    [Theory]
    [InlineData("items=a&quantity=1")]
    [InlineData("")]
    public async Task A_form_that_is_one_indeed_is_refused(string body) =>
        Assert.Equal((415, "unsupported_media_type"), await Refused(Plain(body, "application/x-www-form-urlencoded")));

    [Theory]
    [InlineData("/checkout_sessions")]
    [InlineData("/api/checkout_sessions")]
    public async Task Whoever_names_a_version_sends_no_form(string path)
    {
        var request = Plain(Items, "application/x-www-form-urlencoded", path);
        request.Headers.TryAddWithoutValidation("API-Version", Versions.Names.First());

        Assert.Equal((415, "unsupported_media_type"), await Refused(request));
    }

    [Fact]
    public async Task A_compressed_form_is_refused()
    {
        var request = Plain(Items, "application/x-www-form-urlencoded");
        request.Content!.Headers.ContentEncoding.Add("gzip");

        Assert.Equal((415, "unsupported_media_type"), await Refused(request));
    }

    [Fact]
    public async Task A_key_that_is_sent_counts_as_everywhere()
    {
        var request = Plain(HttpMethod.Post, Complete);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "key-1");

        using var reply = await host.Client.SendAsync(request);

        Assert.Equal("key-1", Assert.Single(host.Session.Calls).Once?.Key);
    }

    [Fact]
    public async Task A_key_that_cannot_be_one_is_refused_as_everywhere()
    {
        var request = Plain(HttpMethod.Post, Complete);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', 256));

        Assert.Equal((400, "invalid_idempotency_key"), await Refused(request));
    }

    [Fact]
    public async Task A_session_is_read_the_same_way()
    {
        using var reply = await host.Client.SendAsync(Plain(HttpMethod.Get, "/api/checkout_sessions/cs_1"));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Theory]
    [InlineData("/checkout_sessions/cs_1/complete")]
    [InlineData("/checkout_sessions/api/complete")]
    public async Task At_the_root_the_version_stays_required(string path) =>
        Assert.Equal((400, "missing_api_version"), await Refused(Plain(HttpMethod.Post, path)));

    [Theory]
    [InlineData("", "missing_api_version")]
    [InlineData("2025-01-01", "unsupported_api_version")]
    public async Task Whoever_sends_a_version_is_held_to_it(string version, string code)
    {
        var request = Plain(HttpMethod.Post, Complete);
        request.Headers.TryAddWithoutValidation("API-Version", version);

        Assert.Equal((400, code), await Refused(request));
    }

    [Fact]
    public async Task Whoever_sends_the_version_owes_the_key()
    {
        var request = Plain(HttpMethod.Post, Complete);
        request.Headers.TryAddWithoutValidation("API-Version", AcpHost.Version);

        Assert.Equal((400, "idempotency_key_required"), await Refused(request));
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_platforms_key()
    {
        var request = Plain(HttpMethod.Post, Complete);
        request.Headers.Remove("Authorization");

        Assert.Equal((401, "unauthorized"), await Refused(request));
    }

    private async Task<(int Status, string Code)> Refused(HttpRequestMessage request)
    {
        var error = await ErrorBody.Of(await host.Client.SendAsync(request));
        Assert.Empty(host.Session.Calls);
        return (error.Status, error.Code);
    }

    private static HttpRequestMessage Plain(string body, string contentType = "application/json", string path = "/api/checkout_sessions")
    {
        var request = Plain(HttpMethod.Post, path);
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        return request;
    }

    private static HttpRequestMessage Plain(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {AcpHost.Key}");
        request.Content = method == HttpMethod.Post ? new StringContent(Token, Encoding.UTF8, "application/json") : null;
        return request;
    }
}
