namespace Acp.Client.Tests;

/// <summary>From then on only what is about the call itself is a no.</summary>
public sealed class When_an_earlier_send_may_have_been_executed
{
    private static readonly CompleteSession Payment = new() { Token = "spt_1" };

    public static TheoryData<string> SaysNothing { get; } = ["401", "403 role", "403 https", "404", "405 method", "413", "422 conflict", "426", "version", "400 of a proxy", "403 of a proxy", "404 of a proxy"];

    [Theory]
    [MemberData(nameof(SaysNothing))]
    public async Task A_refusal_on_the_way_there_does_not_undo_it(string what)
    {
        using var server = new ScriptedServer(Replies.Broken, Refusal(what));

        var unknown = Assert.IsType<PaymentAnswer.Unknown>(await server.Client().Sessions.Complete("cs_1", Payment));

        Assert.True(unknown.MayHaveHappened);
        Assert.Equal((2, server.Sent[0].Key), (server.Sent.Count, unknown.Key.Value));
    }

    [Theory]
    [MemberData(nameof(SaysNothing))]
    public async Task So_it_is_for_whoever_goes_on_with_a_key(string what)
    {
        using var server = new ScriptedServer(Refusal(what));

        var unknown = Assert.IsType<PaymentAnswer.Unknown>(await server.Client().Sessions.Complete("cs_1", Payment, new CallKey("written-down")));

        Assert.Equal("written-down", unknown.Key.Value);
    }

    [Fact]
    public async Task A_refusal_of_the_call_is_one()
    {
        using var server = new ScriptedServer(Replies.Broken, () => Replies.Error(400, "token_used"));

        Assert.Equal("token_used", Assert.IsType<PaymentAnswer.Refused>(await server.Client().Sessions.Complete("cs_1", Payment)).Error.Code);
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_the_key_to_go_on_with()
    {
        using var stop = new CancellationTokenSource();
        using var server = new ScriptedServer(Replies.Broken) { OnRequest = (_, _) => stop.CancelAsync() };

        var unknown = Assert.IsType<PaymentAnswer.Unknown>(await server.Client().Sessions.Complete("cs_1", Payment, stop: stop.Token));

        Assert.Equal((ClientCodes.Canceled, server.Sent[0].Key), (unknown.Last.Code, unknown.Key.Value));
    }

    [Fact]
    public async Task A_caller_who_cancels_before_that_or_only_reads_is_canceled_as_ever()
    {
        using var stop = new CancellationTokenSource();
        using var server = new ScriptedServer(Replies.Broken) { OnRequest = (_, _) => stop.CancelAsync() };

        await Assert.ThrowsAsync<OperationCanceledException>(() => server.Client().Sessions.Retrieve("cs_1", stop.Token));
        await Assert.ThrowsAsync<OperationCanceledException>(() => server.Client().Sessions.Complete("cs_1", Payment, stop: stop.Token));

        Assert.Single(server.Sent);
    }

    private static Func<HttpResponseMessage> Refusal(string what) => what switch
    {
        "403 role" => () => Replies.Error(403, "role_too_small"),
        "403 https" => () => Replies.Error(403, "https_required"),
        "405 method" => () => Replies.Error(405, "method_not_allowed"),
        "422 conflict" => () => Replies.Error(422, "idempotency_conflict"),
        "version" => () => Replies.Json(400, """{"type":"invalid_request","code":"unsupported_api_version","message":"No.","supported_versions":["2026-01-16"]}"""),
        "400 of a proxy" => () => Replies.Page(400),
        "403 of a proxy" => () => Replies.Page(403),
        "404 of a proxy" => () => Replies.Page(404),
        _ => () => Replies.Error(int.Parse(what, null), "some_code"),
    };
}
