using System.Net;
using System.Text;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Gateway.Tests;

public sealed class When_a_token_is_issued_over_HTTP : IAsyncLifetime
{
    private AcpHost host = null!;

    public async ValueTask InitializeAsync() => host = await AcpHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task All_that_the_body_says_is_asked_for_and_no_version_is_needed()
    {
        var request = Post("/spt", Bodies.Issue);
        request.Headers.Remove("API-Version");

        using var reply = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        var (call, wish) = Assert.Single(host.Grains.Issue.Wishes);
        Assert.Equal(
            new IssueToken(
                "shop.example",
                4999,
                AmountKind.Exact,
                "usd",
                TimeSpan.FromSeconds(300),
                "pm_card_visa",
                "https://agent.example/back",
                new MandateLinks("intent_123", "cart_456", "payment_789"),
                """{"order":"42"}"""),
            wish);
        Assert.Equal(("one", "/spt", "key-1"), (call.Caller.Platform, call.Once!.Path, call.Once.Key));
    }

    [Fact]
    public async Task What_is_left_out_or_null_is_left_to_the_rules()
    {
        await host.Client.SendAsync(Post("/spt", """{"merchantDomain":"BÜCHER.example","amount":1,"currency":"jpy","paymentMethod":"pm_1"}"""));
        await host.Client.SendAsync(Post("/spt", """
            {"merchantDomain":"xn--bcher-kva.example","amount":1,"amountType":null,"currency":"JPY","expiresIn":null,"paymentMethod":"pm_1",
             "returnUrl":null,"mandate":{"intentId":null},"metadata":null}
            """));

        var expected = new IssueToken("xn--bcher-kva.example", 1, AmountKind.Maximum, "jpy", null, "pm_1", null, null, null);
        Assert.Equal([expected, expected], host.Grains.Issue.Wishes.Select(asked => asked.Wish));
    }

    [Theory]
    [InlineData("/spt", "/spt/spt_1")]
    [InlineData("/api/spt", "/api/spt/spt_1")]
    [InlineData("/API/Spt/", "/api/spt/spt_1")]
    public async Task Both_paths_are_one_place_for_keys_and_the_reply_says_where_the_token_is(string path, string location)
    {
        using var reply = await host.Client.SendAsync(Post(path, Bodies.Issue));

        Assert.Equal(location, reply.Headers.Location!.ToString());
        Assert.Equal(IssueIds.Of("one", "/spt", "key-1"), Assert.Single(host.Grains.Ids));
        Assert.Equal("/spt", Assert.Single(host.Grains.Issue.Wishes).Call.Once!.Path);
    }

    [Fact]
    public async Task Another_key_or_another_platform_is_another_issue_and_another_spelling_is_not()
    {
        await host.Client.SendAsync(Post("/spt", Bodies.Issue));
        await host.Client.SendAsync(Post("/spt", Bodies.Issue.Replace("4999", "4999 ", StringComparison.Ordinal).Replace("\"USD\"", "\"\\u0055SD\"", StringComparison.Ordinal)));
        await host.Client.SendAsync(Post("/spt", Bodies.Issue, "key-2"));
        var other = Post("/spt", Bodies.Issue);
        other.Headers.Authorization = new("Bearer", AcpHost.OtherKey);
        await host.Client.SendAsync(other);

        var ids = host.Grains.Ids.ToArray();
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Single(host.Grains.Issue.Wishes.Select(asked => asked.Call.Once!.Fingerprint).Distinct());
    }

    [Fact]
    public async Task A_replay_is_the_same_but_for_the_header_that_says_so()
    {
        using var first = await host.Client.SendAsync(Post("/spt", Bodies.Issue));
        host.Grains.Issue.Answer = () => Issued.Replied(Issued.Token(), replayed: true);
        using var second = await host.Client.SendAsync(Post("/spt", Bodies.Issue));

        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal((first.StatusCode, first.Headers.Location), (second.StatusCode, second.Headers.Location));
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await second.Content.ReadAsByteArrayAsync());
        Assert.Equal(["key-1", "key-1"], new[] { first, second }.Select(reply => reply.Headers.GetValues("Idempotency-Key").Single()));
    }

    [Fact]
    public async Task A_refusal_that_was_kept_comes_as_it_is_and_has_no_place()
    {
        host.Grains.Issue.Answer = () => new Answer.Replied(
            new Issuing.TokenReplies().Render(new Refusal(RefusalRule.MerchantNotVerified, "The merchant is not verified.")), Replayed: false);

        using var reply = await host.Client.SendAsync(Post("/spt", Bodies.Issue));

        Assert.Null(reply.Headers.Location);
        Assert.Equal(
            new ErrorBody(400, "invalid_request", "merchant_not_verified", "The merchant is not verified.", "$.merchantDomain"), await ErrorBody.Of(reply));
    }

    public static TheoryData<Answer, int, string, int?> Answers => new()
    {
        { new Answer.KeyReused(), 422, "idempotency_conflict", null },
        { new Answer.KeyInFlight(), 409, "idempotency_in_flight", 1 },
        { new Answer.IssueOutcomeUnknown(), 503, "issue_outcome_unknown", 5 },
        { new Answer.ProviderUnavailable(), 503, "payment_provider_unavailable", 5 },
        { new Answer.IssuingNotConfigured(), 503, "issuing_not_configured", null },
        { new Answer.StoreUnavailable(), 503, "service_unavailable", 2 },
        { new Answer.Contended(), 503, "contended", 1 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Each_answer_has_its_status_and_code(Answer answer, int status, string code, int? retryAfter)
    {
        host.Grains.Issue.Answer = () => answer;

        using var reply = await host.Client.SendAsync(Post("/spt", Bodies.Issue));

        var error = await ErrorBody.Of(reply);
        Assert.Equal((status, code, retryAfter), (error.Status, error.Code, (int?)reply.Headers.RetryAfter?.Delta?.TotalSeconds));
    }

    [Fact]
    public async Task Whoever_is_told_nothing_is_told_that_a_repeat_issues_no_second_token()
    {
        host.Grains.Issue.Answer = () => new Answer.IssueOutcomeUnknown();

        using var reply = await host.Client.SendAsync(Post("/spt", Bodies.Issue));

        var message = (await ErrorBody.Of(reply)).Message;
        Assert.Contains("Repeat the request with the same Idempotency-Key", message, StringComparison.Ordinal);
        Assert.Contains("never issues a second one", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", null, 401, "unauthorized")]
    [InlineData("Authorization", "Bearer " + AcpHost.AdminKey, 401, "unauthorized")]
    [InlineData("Idempotency-Key", null, 400, "idempotency_key_required")]
    [InlineData("Idempotency-Key", "", 400, "idempotency_key_required")]
    [InlineData("Content-Encoding", "gzip", 415, "unsupported_media_type")]
    public async Task The_envelope_is_checked_as_everywhere(string header, string? value, int status, string code)
    {
        var request = Post("/api/spt", Bodies.Issue);
        request.Headers.Remove("API-Version"); // The source documents' callers have none, and are asked for a key here all the same.
        _ = header == "Content-Encoding" ? request.Content!.Headers.TryAddWithoutValidation(header, value) : request.Headers.Remove(header);
        _ = value is null || header == "Content-Encoding" || request.Headers.TryAddWithoutValidation(header, value);

        var error = await ErrorBody.Of(await host.Client.SendAsync(request));

        Assert.Equal((status, code), (error.Status, error.Code));
        Assert.Empty(host.Grains.Issue.Wishes);
    }

    [Theory]
    [InlineData("text/plain", 1, 415)]
    [InlineData("application/json", 300_000, 413)]
    public async Task Other_media_and_large_bodies_are_refused(string type, int spaces, int status)
    {
        var request = Post("/spt", body: null);
        request.Content = new StringContent(Bodies.Issue + new string(' ', spaces), Encoding.UTF8, type);

        Assert.Equal(status, (int)(await host.Client.SendAsync(request)).StatusCode);
        Assert.Empty(host.Grains.Issue.Wishes);
    }

    private static HttpRequestMessage Post(string path, string? body, string key = "key-1") => AcpHost.Post(path, body, key);
}
