namespace Acp.Client.Tests;

/// <summary>A server that answers by a script, and a clock that leaps over every pause.</summary>
public sealed class When_a_server_says_come_back
{
    private static readonly CreateSession Cart = new() { Currency = "usd", LineItems = [new("item_ebook")] };
    private static readonly Func<HttpResponseMessage> Yes = () => Replies.Json(201, Replies.Session);

    public static TheoryData<string> ComesBack { get; } =
    [
        "no connection", "broken", "cut", "cut refusal", "page", "408", "425", "429", "500", "501", "502", "504", "505",
        "501 of a proxy", "503 of a proxy", "520 of a proxy", "522 of a proxy", "524 of a proxy", "599 of a proxy", "429 of a proxy", "503 and no time", "503 and when", "409 in flight", "409 in progress", "409 and when",
    ];

    [Theory]
    [MemberData(nameof(ComesBack))]
    public async Task The_same_is_sent_again_under_the_same_key(string what)
    {
        using var server = new ScriptedServer(Answer(what), Answer(what), Yes);

        var session = (await server.Client().Sessions.Create(Cart)).OrThrow();

        Assert.Equal("cs_1", session.Id);
        Assert.Equal(3, server.Sent.Count);
        Assert.Single(server.Sent.Distinct());
        Assert.Matches("^[0-9a-f]{32}$", server.Sent[0].Key);
    }

    [Theory]
    [InlineData(400, "invalid_item_id")]
    [InlineData(401, "unauthorized")]
    [InlineData(403, "merchant_not_allowed")]
    [InlineData(404, "not_found")]
    [InlineData(405, "invalid_state")]
    [InlineData(409, "invalid_state")]
    [InlineData(422, "idempotency_conflict")]
    [InlineData(503, "issuing_not_configured")]
    public async Task What_repeating_cannot_help_is_said_at_once(int status, string code)
    {
        using var server = new ScriptedServer(() => Replies.Error(status, code));

        var refused = Assert.IsType<Answer<CheckoutSession>.Refused>(await server.Client().Sessions.Create(Cart));

        Assert.Equal((status, code, $"It is {code}."), (refused.Error.Status, refused.Error.Code, refused.Error.Message));
        Assert.Single(server.Sent);
    }

    [Fact]
    public async Task Every_call_has_a_key_of_its_own_and_a_read_has_none()
    {
        using var server = new ScriptedServer(Yes);
        var sessions = server.Client().Sessions;

        await sessions.Create(Cart);
        await sessions.Create(Cart);
        await sessions.Retrieve("cs_1");

        Assert.NotEqual(server.Sent[0].Key, server.Sent[1].Key);
        Assert.Null(server.Sent[2].Key);
        Assert.All(server.Sent, sent => Assert.Equal(("2026-04-17", "Bearer secret_platform_key"), (sent.Version, sent.Authorization)));
        Assert.Equal("/api/checkout_sessions/cs_1", server.Sent[2].Path); // What stands behind the address stays in front of it.
    }

    [Fact]
    public async Task The_pauses_double_and_none_is_shorter_than_the_server_asks()
    {
        using var server = new ScriptedServer(
            Replies.NoConnection,
            Replies.NoConnection,
            () => Replies.Error(503, "overloaded", retryAfter: 7),
            () => Replies.Json(429, "{}", new DateTimeOffset(2026, 6, 1, 12, 0, 20, TimeSpan.Zero).ToString("R", null)),
            Yes);

        (await server.Client().Sessions.Create(Cart)).OrThrow();

        // By chance the shortest: half of 250 ms, of 500 ms; then seven seconds, and what is left until the date.
        Assert.Equal([125.0, 250, 7_000], server.Clock.Leaps.Take(3).Select(leap => leap.TotalMilliseconds));
        Assert.Equal(TimeSpan.FromSeconds(20 - 7.375), server.Clock.Leaps[3]);
        Assert.Equal(4, server.Clock.Leaps.Count);
    }

    [Fact]
    public async Task The_budget_ends_it_and_nobody_claims_to_know()
    {
        using var server = new ScriptedServer(() => Replies.Error(503, "payment_outcome_unknown", retryAfter: 5));

        var unknown = Assert.IsType<PaymentAnswer.Unknown>(
            await server.Client(new() { Budget = TimeSpan.FromSeconds(21) }).Sessions.Complete("cs_1", new() { Token = "spt_1" }));

        Assert.Equal(5, server.Sent.Count); // At 0, 5, 10, 15 and 20 s.
        Assert.Equal((server.Sent[0].Key, "payment_outcome_unknown", true), (unknown.Key.Value, unknown.Last.Code, unknown.MayHaveHappened));
    }

    [Fact]
    public async Task A_pause_that_is_longer_than_the_budget_is_not_begun()
    {
        using var server = new ScriptedServer(() => Replies.Error(503, "service_unavailable", retryAfter: 3600));

        Assert.IsType<Answer<CheckoutSession>.Unknown>(await server.Client().Sessions.Create(Cart));

        Assert.Empty(server.Clock.Leaps);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_in_time()
    {
        using var server = new ScriptedServer(Yes) { OnRequest = (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop) };
        server.Clock.TimesOut = true;
        var began = server.Clock.GetUtcNow();

        var unknown = Assert.IsType<Answer<CheckoutSession>.Unknown>(await server.Client(new() { Budget = TimeSpan.FromMinutes(1) }).Sessions.Create(Cart));

        Assert.Equal((ClientCodes.NoReply, true), (unknown.Last.Code, unknown.MayHaveHappened));
        Assert.Equal(2, server.Sent.Count);
        Assert.InRange(server.Clock.GetUtcNow() - began, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Where_nothing_was_ever_sent_it_is_certain_that_nothing_was_done()
    {
        using var server = new ScriptedServer(Replies.NoConnection);

        var unknown = Assert.IsType<PaymentAnswer.Unknown>(await server.Client().Sessions.Complete("cs_1", new() { Token = "spt_1" }));

        Assert.Equal((ClientCodes.NoConnection, false), (unknown.Last.Code, unknown.MayHaveHappened));
    }

    private static Func<HttpResponseMessage> Answer(string what) => what switch
    {
        "no connection" => Replies.NoConnection,
        "broken" => Replies.Broken,
        "cut" => () => Replies.Json(201, Replies.Session[..40]),
        "cut refusal" => () => Replies.Json(400, """{"type":"invalid_request","code":"paymen"""),
        "page" => () => Replies.Page(200),
        "503 and no time" => () => Replies.Error(503, "service_unavailable"),
        _ when what.EndsWith(" of a proxy", StringComparison.Ordinal) => () => Replies.Page(int.Parse(what[..3], null)),
        "503 and when" => () => Replies.Error(503, "overloaded", retryAfter: 1),
        "409 in flight" => () => Replies.Error(409, "idempotency_in_flight"),
        "409 in progress" => () => Replies.Error(409, "payment_in_progress"),
        "409 and when" => () => Replies.Error(409, "busy", retryAfter: 1),
        _ => () => Replies.Error(int.Parse(what, null), "some_code"),
    };
}
