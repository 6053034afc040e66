namespace Acp.Client.Tests;

/// <summary>A proxy's page stands where the server's answer would have: whether the server was asked, and said yes, is not in it.</summary>
public sealed class When_somebody_on_the_way_answers
{
    private static readonly CompleteSession Payment = new() { Token = "spt_1" };

    public static TheoryData<string> TheirPages { get; } = ["300", "304", "400", "401", "403", "404", "409", "410", "451", "501", "520", "522", "524", "599", "other json", "json of its own"];

    [Theory]
    [MemberData(nameof(TheirPages))]
    public async Task It_is_no_answer_to_a_payment(string what)
    {
        using var server = new ScriptedServer(Page(what));

        var unknown = Assert.IsType<PaymentAnswer.Unknown>(await server.Client().Sessions.Complete("cs_1", Payment));

        Assert.True(unknown.MayHaveHappened);
        Assert.Equal((server.Sent[0].Key, ClientCodes.BrokenReply), (unknown.Key.Value, unknown.Last.Code));
        Assert.Single(server.Sent.Distinct());
    }

    [Theory]
    [MemberData(nameof(TheirPages))]
    public async Task It_is_no_answer_to_a_refund(string what)
    {
        using var server = new ScriptedServer(Page(what));

        var unknown = Assert.IsType<Answer<RefundMade>.Unknown>(await server.Admin().Orders.Refund("ord_1", new() { Amount = 100 }));

        Assert.True(unknown.MayHaveHappened);
        Assert.Equal(server.Sent[0].Key, unknown.Key!.Value);
    }

    [Fact]
    public async Task What_the_server_said_of_itself_counts_with_a_status_that_says_no()
    {
        using var server = new ScriptedServer(() => Replies.Error(302, "moved"));

        Assert.IsType<PaymentAnswer.Unknown>(await server.Client().Sessions.Complete("cs_1", Payment));
    }

    [Fact]
    public async Task It_is_no_answer_to_a_question_and_nothing_can_have_been_done_by_one()
    {
        using var server = new ScriptedServer(() => Replies.Page(404));

        Assert.False(Assert.IsType<Answer<CheckoutSession>.Unknown>(await server.Client().Sessions.Retrieve("cs_1")).MayHaveHappened);
    }

    [Fact]
    public async Task Too_many_requests_says_that_nothing_was_begun_where_the_server_says_it()
    {
        Assert.False(await MayHaveHappened(() => Replies.Error(429, "too_many_requests")));
        Assert.True(await MayHaveHappened(() => Replies.Page(429)));
    }

    private static async Task<bool> MayHaveHappened(Func<HttpResponseMessage> reply)
    {
        using var server = new ScriptedServer(reply);
        return Assert.IsType<PaymentAnswer.Unknown>(await server.Client().Sessions.Complete("cs_1", Payment)).MayHaveHappened;
    }

    private static Func<HttpResponseMessage> Page(string what) => what switch
    {
        "other json" => () => Replies.Json(403, """{"message":"Forbidden"}"""),
        "json of its own" => () => Replies.Json(403, """{"code":"blocked","message":"By the firewall."}"""),
        _ => () => Replies.Page(int.Parse(what, null)),
    };
}
