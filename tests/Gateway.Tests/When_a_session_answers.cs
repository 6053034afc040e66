using System.Net;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Store;

namespace Acp.Gateway.Tests;

public sealed class When_a_session_answers
{
    public static TheoryData<string, int, string, string, int?> WithoutReply => new()
    {
        { nameof(Answer.NotFound), 404, "invalid_request", "not_found", null },
        { nameof(Answer.KeyReused), 422, "invalid_request", "idempotency_conflict", null },
        { nameof(Answer.KeyInFlight), 409, "invalid_request", "idempotency_in_flight", 1 },
        { nameof(Answer.PaymentInProgress), 409, "invalid_request", "payment_in_progress", 2 },
        { nameof(Answer.PaymentOutcomeUnknown), 503, "service_unavailable", "payment_outcome_unknown", 5 },
        { nameof(Answer.IssueOutcomeUnknown), 503, "service_unavailable", "issue_outcome_unknown", 5 },
        { nameof(Answer.ProviderUnavailable), 503, "service_unavailable", "payment_provider_unavailable", 5 },
        { nameof(Answer.MerchantUnavailable), 503, "service_unavailable", "merchant_unavailable", 5 },
        { nameof(Answer.IssuingNotConfigured), 503, "service_unavailable", "issuing_not_configured", null },
        { nameof(Answer.StoreUnavailable), 503, "service_unavailable", "service_unavailable", 2 },
        { nameof(Answer.Contended), 503, "service_unavailable", "contended", 1 },
    };

    [Theory]
    [MemberData(nameof(WithoutReply))]
    public async Task Each_answer_has_its_status_its_code_and_its_hint_when_to_come_again(
        string answer, int status, string type, string code, int? retryAfter)
    {
        await using var host = await AcpHost.Start();
        host.Session.Answer = () => (Answer)Activator.CreateInstance(typeof(Answer).GetNestedType(answer)!)!;

        var response = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", Bodies.Complete));

        var error = await ErrorBody.Of(response);
        Assert.Equal((status, type, code), (error.Status, error.Type, error.Code));
        Assert.Equal(retryAfter, (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.False(response.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public void No_answer_was_forgotten() => Assert.Equal(
        typeof(Answer).GetNestedTypes().Select(type => type.Name).Order(),
        [.. WithoutReply.Select(row => row.Data.Item1).Append(nameof(Answer.Replied)).Order()]);

    [Fact]
    public async Task A_reply_goes_out_byte_for_byte_and_nothing_on_the_way_may_keep_it()
    {
        await using var host = await AcpHost.Start();
        var reply = (Answer.Replied)Sessions.Replied(Sessions.Ready(), status: 201);
        host.Session.Answer = () => reply;

        var response = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(reply.Reply.Body.ToArray(), await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancel_that_came_too_late_names_no_method_that_would_work(bool replayed)
    {
        await using var host = await AcpHost.Start();
        var replies = new AcpReplies(Sessions.Newest);
        var reply = replies.Render(AcpHost.Version, new Refusal(RefusalRule.CancelNotAllowed, "The session is completed."));
        host.Session.Answer = () => new Answer.Replied(reply, replayed);

        var response = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/cancel", null));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.True(response.Content.Headers.TryGetValues("Allow", out var allow));
        Assert.Equal("", string.Concat(allow!));
    }

    [Theory]
    [InlineData(typeof(GrainOverloadedException), 503, "overloaded", 1)]
    [InlineData(typeof(StoreUnavailableException), 503, "service_unavailable", 2)]
    [InlineData(typeof(InvalidOperationException), 500, "internal_error", null)]
    [InlineData(typeof(TaskCanceledException), 500, "internal_error", null)]
    public async Task An_exception_says_nothing_of_itself(Type exception, int status, string code, int? retryAfter)
    {
        await using var host = await AcpHost.Start();
        host.Session.Answer = () => throw (Exception)Activator.CreateInstance(exception, "secret detail")!;
        var request = AcpHost.Get("/checkout_sessions/cs_1");
        request.Headers.Add("Request-Id", "find-me");

        var response = await host.Client.SendAsync(request);

        var error = await ErrorBody.Of(response);
        Assert.Equal((status, code), (error.Status, error.Code));
        Assert.Equal(retryAfter, (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync());
        Assert.Equal(code != "overloaded", host.Logs.Errors.Contains("find-me", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("req-42", "req-42")]
    [InlineData("a b", "ab")]
    [InlineData("", "req_1")]
    [InlineData(null, "req_1")]
    public async Task The_request_id_comes_back_clean_or_is_given(string? sent, string expected)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Get("/nothing");
        request.Headers.TryAddWithoutValidation("Request-Id", sent);

        Assert.Equal(expected, (await host.Client.SendAsync(request)).Headers.GetValues("Request-Id").Single());
    }

    [Fact]
    public async Task A_request_id_is_echoed_up_to_128_characters()
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Get("/checkout_sessions/cs_1");
        request.Headers.Add("Request-Id", new string('r', 500));

        Assert.Equal(new string('r', 128), (await host.Client.SendAsync(request)).Headers.GetValues("Request-Id").Single());
    }
}
