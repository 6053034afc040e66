using Acp.Payments;

namespace Acp.Stripe.Tests;

public class What_Stripes_reply_to_a_page_means
{
    private const string Facts = """
        "id":"cs_test_1","object":"checkout.session","url":"https://pay.example/1","expires_at":1795352400,"amount_total":500,"currency":"usd"
        """;

    private const string Ours = """ "metadata":{"acp_session":"cs_1","charge_attempt":"1"} """;

    public static TheoryData<int, string, string> ToASend => new()
    {
        { 200, Page("open", "unpaid"), "Open" },
        { 200, Page("complete", "paid", "\"pi_1\""), "Paid" },
        { 200, Page("complete", "paid", """{"id":"pi_1","object":"payment_intent"}"""), "Paid" },
        { 200, Page("complete", "unpaid", "\"pi_1\""), "Pending" },
        { 200, Page("complete", "unpaid"), "Unknown" },
        { 200, Page("complete", "no_payment_required"), "Unknown" },
        { 200, Page("expired", "unpaid"), "Expired" },
        { 200, Page("expired", "paid", "\"pi_1\""), "Unknown" },
        { 200, Page("of tomorrow", "unpaid"), "Unknown" },
        { 200, "{" + Facts + ""","status":"open","payment_status":"unpaid","metadata":{"acp_session":"cs_1","charge_attempt":"2"}}""", "Unknown" },
        { 200, "{" + Facts + ""","status":"open","payment_status":"unpaid","metadata":null}""", "Unknown" },
        { 200, "<html>", "Unknown" },
        { 200, """{"id":"pi_1","object":"payment_intent","status":"succeeded"}""", "Unknown" },
        { 400, """{"error":{"type":"invalid_request_error","code":"amount_too_small","message":"m"}}""", "Rejected" },
        { 400, """{"error":{"type":"invalid_request_error","param":"expires_at","message":"m"}}""", "Rejected" },
        { 400, """{"error":{"type":"idempotency_error","message":"m"}}""", "Unknown" },
        { 400, "<html>", "Unknown" },
        { 401, """{"error":{"type":"invalid_request_error","message":"m"}}""", "NotExecuted" },
        { 403, """{"error":{"type":"invalid_request_error","message":"m"}}""", "NotExecuted" },
        { 429, """{"error":{"type":"invalid_request_error","code":"lock_timeout","message":"m"}}""", "NotExecuted" },
        { 429, "<html>", "Unknown" },
        { 409, """{"error":{"type":"idempotency_error","code":"idempotency_key_in_use","message":"m"}}""", "Unknown" },
        { 424, """{"error":{"type":"api_error","message":"m"}}""", "Unknown" },
        { 500, """{"error":{"type":"api_error","message":"m"}}""", "Unknown" },
    };

    public static TheoryData<int, string, string> ToALook => new()
    {
        { 200, Page("open", "unpaid"), "Open" },
        { 200, Page("complete", "paid", "\"pi_1\""), "Paid" },
        { 200, Page("expired", "unpaid"), "Expired" },
        { 200, Page("expired", "unpaid").Replace("cs_test_1", "cs_test_2", StringComparison.Ordinal), "Unknown" },
        { 400, """{"error":{"type":"invalid_request_error","message":"m"}}""", "Unknown" },
        { 404, """{"error":{"type":"invalid_request_error","code":"resource_missing","message":"m"}}""", "Unknown" },
        { 401, """{"error":{"type":"invalid_request_error","message":"m"}}""", "Unknown" },
        { 500, "", "Unknown" },
    };

    [Theory]
    [MemberData(nameof(ToASend))]
    public async Task To_a_send(int status, string body, string meaning)
    {
        var provider = World.On(Wire.Answering(status, body));

        var answer = await provider.OpenPage("acp:cs_1:1", provider.FreezePage(Order()), World.InTime);

        Assert.Equal(meaning, answer.GetType().Name);
    }

    [Theory]
    [MemberData(nameof(ToALook))]
    public async Task To_a_look_up_or_a_close(int status, string body, string meaning)
    {
        Assert.Equal(meaning, (await World.On(Wire.Answering(status, body)).LookUpPage("cs_test_1")).GetType().Name);
        Assert.Equal(meaning, (await World.On(Wire.Answering(status, body)).ExpirePage("cs_test_1")).GetType().Name);
    }

    [Theory]
    [InlineData(200, """{"object":"list","has_more":false,"data":[]}""", "NoneOfOurs")]
    [InlineData(200, """{"object":"list","data":[]}""", "NotAnswered")]
    [InlineData(200, """{"object":"list","has_more":false,"data":[{"id":"pi_1","object":"payment_intent","status":"succeeded"}]}""", "NotAnswered")]
    [InlineData(500, "", "NotAnswered")]
    public async Task To_a_search(int status, string body, string meaning)
    {
        var provider = World.On(Wire.Answering(status, body));
        var account = provider.FreezePage(Order()).Account;

        Assert.Equal(meaning, (await provider.FindPage(new PageTrace("cs_1", 1, account, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch))).GetType().Name);
    }

    [Fact]
    public async Task One_call_is_one_send_because_every_repeat_is_committed_first()
    {
        var wire = Wire.Answering(500, "{}");
        var provider = World.On(wire);

        await provider.OpenPage("acp:cs_1:1", provider.FreezePage(Order()), World.InTime);

        Assert.Single(wire.Sent);
    }

    private static string Page(string status, string paymentStatus, string intent = "null") =>
        "{" + $$"""{{Facts}},"status":"{{status}}","payment_status":"{{paymentStatus}}","payment_intent":{{intent}},{{Ours}}""" + "}";

    private static PageOrder Order() => new(
        "cs_1",
        1,
        500,
        "usd",
        [new PageLine("An item", 1, 500)],
        null,
        null,
        DateTimeOffset.FromUnixTimeSeconds(1795352400),
        new Uri("https://shop.example/pay/cs_1/return"),
        new Uri("https://shop.example/pay/cs_1"));
}
