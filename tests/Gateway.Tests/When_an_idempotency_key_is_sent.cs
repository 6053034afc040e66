using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Store;

namespace Acp.Gateway.Tests;

public sealed class When_an_idempotency_key_is_sent
{
    private const string Update = "/checkout_sessions/cs_1";

    [Theory]
    [InlineData(null, "idempotency_key_required")]
    [InlineData("", "idempotency_key_required")]
    [InlineData("tab\there", "invalid_idempotency_key")]
    [InlineData("schlüssel", "invalid_idempotency_key")]
    public async Task A_key_that_is_missing_or_not_printable_is_refused(string? key, string code)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Post(Update, Bodies.Update, idempotencyKey: "x");
        request.Headers.Remove("Idempotency-Key");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var client = Utf8Client(host);

        var error = await ErrorBody.Of(await client.SendAsync(request));

        Assert.Equal((400, code), (error.Status, error.Code));
        Assert.Empty(host.Session.Calls);
    }

    /// <summary>«It is required» would be untrue there: an agent that reads it may go on to send none.</summary>
    [Theory]
    [InlineData("/checkout_sessions", "2025-09-29")]
    [InlineData("/checkout_sessions", "2026-01-30")]
    [InlineData("/api/checkout_sessions", null)]
    public async Task An_empty_one_is_refused_for_what_it_is_where_none_is_needed(string path, string? version)
    {
        await using var host = await AcpHost.Start();
        var request = AcpHost.Post(path, Bodies.Create, idempotencyKey: "x");
        request.Headers.Remove("Idempotency-Key");
        request.Headers.Remove("API-Version");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "");
        request.Headers.TryAddWithoutValidation("API-Version", (string[])(version is null ? [] : [version]));
        using var client = Utf8Client(host);

        var error = await ErrorBody.Of(await client.SendAsync(request));

        Assert.Equal((400, "invalid_idempotency_key"), (error.Status, error.Code));
        Assert.Empty(host.Session.Calls);
    }

    [Fact]
    public async Task A_key_of_255_characters_is_taken_and_one_of_256_is_not()
    {
        await using var host = await AcpHost.Start();
        var longest = new string('k', 255);

        await host.Client.SendAsync(AcpHost.Post(Update, Bodies.Update, longest));
        var error = await ErrorBody.Of(await host.Client.SendAsync(AcpHost.Post(Update, Bodies.Update, longest + "k")));

        Assert.Equal(longest, Assert.Single(host.Session.Calls).Once!.Key);
        Assert.Equal("invalid_idempotency_key", error.Code);
    }

    [Fact]
    public async Task Two_keys_in_one_request_are_refused()
    {
        await using var host = await AcpHost.Start();

        var answer = await RawHttp.Post(host.Address, Update, "Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 2\r\n\r\n{}");

        Assert.Contains("invalid_idempotency_key", answer);
    }

    [Theory]
    [InlineData("/checkout_sessions", Bodies.Create, "/checkout_sessions")]
    [InlineData("/api/checkout_sessions", Bodies.Create, "/checkout_sessions")]
    [InlineData("/checkout_sessions/cs_1", Bodies.Update, "/checkout_sessions/cs_1")]
    [InlineData("/api/checkout_sessions/cs_1", Bodies.Update, "/checkout_sessions/cs_1")]
    [InlineData("/API/Checkout_Sessions/cs%5F1/", Bodies.Update, "/checkout_sessions/cs_1")]
    [InlineData("/api/checkout_sessions/cs_1/complete", Bodies.Complete, "/checkout_sessions/cs_1/complete")]
    [InlineData("/checkout_sessions/cs_1/cancel", null, "/checkout_sessions/cs_1/cancel")]
    public async Task Its_scope_is_the_canonical_path_however_the_path_was_written(string path, string? body, string canonical)
    {
        await using var host = await AcpHost.Start();
        host.Session.Answer = () => Sessions.Replied(Sessions.Completed());

        await host.Client.SendAsync(AcpHost.Post(path, body));

        Assert.Equal((canonical, "key-1"), (host.Session.Calls.Single().Once!.Path, host.Session.Calls.Single().Once!.Key));
    }

    [Fact]
    public async Task The_fingerprint_is_of_what_the_body_means()
    {
        await using var host = await AcpHost.Start();

        await host.Client.SendAsync(AcpHost.Post(Update, """{"order_notes":"a","x":1}"""));
        await host.Client.SendAsync(AcpHost.Post(Update, """{ "x": 1.0, "order_notes": "\u0061" }"""));
        await host.Client.SendAsync(AcpHost.Post(Update, """{"order_notes":"a","x":2}"""));

        var prints = host.Session.Calls.Select(call => call.Once!.Fingerprint).ToList();
        Assert.Equal(prints[0], prints[1]);
        Assert.NotEqual(prints[0], prints[2]);
    }

    [Fact]
    public async Task It_comes_back_on_every_post_reply_and_on_no_other()
    {
        await using var host = await AcpHost.Start();
        var get = AcpHost.Get("/checkout_sessions/cs_1");
        get.Headers.Add("Idempotency-Key", "on-get");

        Assert.Equal("key-1", Echo(await host.Client.SendAsync(AcpHost.Post(Update, Bodies.Update))));
        Assert.Equal("key-1", Echo(await host.Client.SendAsync(AcpHost.Post(Update, "{"))));
        Assert.Equal("key-1", Echo(await host.Client.SendAsync(AcpHost.Post("/nothing", "{}"))));
        Assert.Null(Echo(await host.Client.SendAsync(get)));
        Assert.Null(host.Session.Calls.Last().Once);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_a_replay_says_that_it_is_one(bool replayed)
    {
        await using var host = await AcpHost.Start();
        host.Session.Answer = () => Sessions.Replied(Sessions.Ready(), replayed);

        var response = await host.Client.SendAsync(AcpHost.Post(Update, Bodies.Update));

        Assert.Equal(replayed, response.Headers.TryGetValues("Idempotent-Replayed", out var values));
        Assert.Equal(replayed ? ["true"] : null, values);
    }

    [Fact]
    public async Task A_create_whose_first_try_still_runs_is_in_flight_until_it_ends()
    {
        await using var host = await AcpHost.Start();
        host.Session.Gate = new TaskCompletionSource();
        var first = host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create));
        await host.Session.Reached.Task;

        var second = await host.Client.SendAsync(AcpHost.Post("/api/checkout_sessions", Bodies.Create));
        var other = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create.Replace("item_1", "item_2")));
        host.Session.Gate.SetResult();
        await first;
        await host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create));

        Assert.Equal((409, "idempotency_in_flight"), await Refusal(second));
        Assert.Equal(1, second.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal((422, "idempotency_conflict"), await Refusal(other));
        Assert.Equal(2, host.Session.Calls.Count);
    }

    /// <summary>Where the store is far away, replays of one create overlap; none of them is a first request that runs.</summary>
    [Fact]
    public async Task A_create_that_meets_a_replay_of_it_gets_the_reply()
    {
        await using var host = await AcpHost.Start();
        host.Session.Gate = new TaskCompletionSource();
        var slow = host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create));
        await host.Session.Reached.Task;
        var call = host.Session.Calls.First();
        var reply = ((Answer.Replied)Sessions.Replied(Sessions.Ready())).Reply;
        await host.Store.Commit(new Unit(Guid.NewGuid(), TimeProvider.System.GetUtcNow())
        {
            Replies = [new KeptReply(call.ReplyKey!, call.Once!.Fingerprint, reply, TimeProvider.System.GetUtcNow().AddHours(24))],
        });

        var second = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create));
        var other = await host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create.Replace("item_1", "item_2")));
        host.Session.Gate.SetResult();
        await slow;

        Assert.Equal(["true"], second.Headers.GetValues("Idempotent-Replayed"));
        Assert.Equal((422, "idempotency_conflict"), await Refusal(other));
    }

    [Fact]
    public async Task A_create_that_failed_is_not_in_flight_any_more()
    {
        await using var host = await AcpHost.Start();
        host.Session.Answer = () => throw new GrainOverloadedException();
        await host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create));
        host.Session.Answer = () => new Answer.NotFound();

        Assert.Equal((404, "not_found"), await Refusal(await host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create))));
    }

    [Fact]
    public async Task Another_platforms_create_with_the_same_key_is_another_create()
    {
        await using var host = await AcpHost.Start();
        host.Session.Gate = new TaskCompletionSource();
        var first = host.Client.SendAsync(AcpHost.Post("/checkout_sessions", Bodies.Create));
        await host.Session.Reached.Task;
        var request = AcpHost.Post("/checkout_sessions", Bodies.Create);
        request.Headers.Authorization = new("Bearer", AcpHost.OtherKey);

        var second = host.Client.SendAsync(request);
        host.Session.Gate.SetResult();

        Assert.True((await first).IsSuccessStatusCode && (await second).IsSuccessStatusCode);
        Assert.Equal(["cs_", "cs_"], host.Grains.Ids.Select(id => id[..3]));
        Assert.Equal(2, host.Grains.Ids.Distinct().Count());
    }

    private static async Task<(int, string)> Refusal(HttpResponseMessage response)
    {
        var error = await ErrorBody.Of(response);
        return (error.Status, error.Code);
    }

    private static string? Echo(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Idempotency-Key", out var values) ? values.Single() : null;

    private static HttpClient Utf8Client(AcpHost host) =>
        new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 }) { BaseAddress = host.Address };
}
