namespace Acp.Client.Tests;

public sealed class When_a_payment_is_answered
{
    public static TheoryData<int, string, Type> Answers { get; } = new()
    {
        { 200, Replies.Completed, typeof(PaymentAnswer.Completed) },
        { 400, Error("payment_declined"), typeof(PaymentAnswer.Declined) },
        { 400, Error("requires_3ds"), typeof(PaymentAnswer.NeedsAuthentication) },
        { 400, Error("token_limit_exceeded"), typeof(PaymentAnswer.Refused) },
        { 409, Error("invalid_state"), typeof(PaymentAnswer.Refused) },
        { 200, Session("ready_for_payment"), typeof(PaymentAnswer.NotPaid) },
        { 200, Session("not_ready_for_payment"), typeof(PaymentAnswer.NotPaid) },
        { 200, Session("ready_for_payment", "payment_declined"), typeof(PaymentAnswer.Declined) },
        { 200, Session("ready_for_payment", "requires_3ds"), typeof(PaymentAnswer.NeedsAuthentication) },
        { 200, Session("authentication_required"), typeof(PaymentAnswer.NeedsAuthentication) },
        { 200, Session("canceled"), typeof(PaymentAnswer.Refused) },
        { 200, Session("expired"), typeof(PaymentAnswer.Refused) },
        { 200, Session("complete_in_progress"), typeof(PaymentAnswer.Unknown) },
        { 200, Session("a_word_of_next_year"), typeof(PaymentAnswer.Unknown) },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task It_is_one_of_six_things(int status, string body, Type answer)
    {
        using var server = new ScriptedServer(() => Replies.Json(status, body));

        Assert.IsType(answer, await server.Client().Sessions.Complete("cs_1", new() { Token = "spt_1" }));
    }

    [Fact]
    public async Task A_payment_that_is_under_way_is_watched_until_it_is_over()
    {
        using var server = new ScriptedServer(
            () => Replies.Json(200, Session("complete_in_progress")),
            Replies.Broken,
            () => Replies.Json(200, Session("in_progress")),
            () => Replies.Json(200, Replies.Completed));

        Assert.IsType<PaymentAnswer.Completed>(await server.Client().Sessions.Complete("cs_1", new() { Token = "spt_1" }));

        Assert.Equal(
            ["POST /api/checkout_sessions/cs_1/complete", .. Enumerable.Repeat("GET /api/checkout_sessions/cs_1", 3)],
            server.Sent.Select(sent => $"{sent.Method} {sent.Path}"));
    }

    [Fact]
    public async Task Whoever_may_not_watch_it_knows_no_more()
    {
        using var server = new ScriptedServer(() => Replies.Json(200, Session("complete_in_progress")), () => Replies.Error(404, "not_found"));

        var unknown = Assert.IsType<PaymentAnswer.Unknown>(await server.Client().Sessions.Complete("cs_1", new() { Token = "spt_1" }));

        Assert.Equal((server.Sent[0].Key, "not_found", true), (unknown.Key.Value, unknown.Last.Code, unknown.MayHaveHappened));
    }

    [Fact]
    public async Task Words_and_members_of_next_year_are_passed_over()
    {
        using var server = new ScriptedServer(() => Replies.Json(200, """
            {"id":"cs_1","status":"on_the_moon","currency":"usd","brand_new":{"a":[1]},"line_items":null,
             "totals":[{"type":"moon_fee","display_text":"Fee","amount":1,"also":true}],"messages":[{"type":"shout","content":"Hey"}]}
            """));

        var session = (await server.Client().Sessions.Retrieve("cs_1")).OrThrow();

        Assert.Equal((SessionStatus.Unrecognized, "moon_fee", "shout"), (session.Status, session.Totals[0].Type, session.Messages[0].Type));
        Assert.Empty(session.LineItems);
    }

    [Fact]
    public async Task A_picture_or_a_time_that_is_none_does_not_make_a_payment_unknown()
    {
        using var server = new ScriptedServer(() => Replies.Json(200, """
            {"id":"cs_1","status":"completed","currency":"usd","continue_url":"not a place","expires_at":"tomorrow","created_at":{},"links":[{"type":"faq","url":7}],
             "line_items":[{"id":"li_1","item":{"id":"a"},"images":["http://["]}],"order":{"id":"ord_1","permalink_url":"http://[","estimated_delivery":{"earliest":"soon"}}}
            """));

        var paid = Assert.IsType<PaymentAnswer.Completed>(await server.Client().Sessions.Complete("cs_1", new() { Token = "spt_1" })).Session;

        Assert.Equal(((DateTimeOffset?)null, (Uri?)null, "ord_1", (Uri?)null), (paid.ExpiresAt, paid.ContinueUrl, paid.Order!.Id, paid.Order.PermalinkUrl));
    }

    [Fact]
    public async Task A_read_that_was_lost_leaves_no_doubt()
    {
        using var server = new ScriptedServer(Replies.Broken, () => Replies.Error(401, "unauthorized"));

        Assert.IsType<Answer<CheckoutSession>.Refused>(await server.Client().Sessions.Retrieve("cs_1"));
    }

    [Fact]
    public async Task Who_wants_exceptions_gets_them_with_the_key()
    {
        using var server = new ScriptedServer(() => Replies.Error(503, "overloaded", retryAfter: 300));

        var thrown = Assert.Throws<AcpCallException>((await server.Client().Sessions.Cancel("cs_1")).OrThrow);

        Assert.Equal((server.Sent[0].Key, true, "overloaded"), (thrown.Key?.Value, thrown.IsUnknown, thrown.Error.Code));
    }

    private static string Error(string code) => $$"""{"type":"invalid_request","code":"{{code}}","message":"No."}""";

    private static string Session(string status, string? code = null) => $$"""
        {"id":"cs_1","status":"{{status}}","currency":"usd"{{(code is null ? "" : $$""","messages":[{"type":"error","code":"{{code}}","content":"Why."}]""")}}}
        """;
}
