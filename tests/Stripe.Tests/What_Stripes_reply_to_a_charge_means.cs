using System.Text.Json;
using Acp.Payments;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Stripe.Tests;

public class What_Stripes_reply_to_a_charge_means
{
    private const string TokenGone =
        """{"error":{"type":"invalid_request_error","message":"This token cannot be used because it is already in a deactivated state."}}""";

    private const string OverLimit = """
        {"error":{"type":"invalid_request_error","message":"The requested amount is greater than the remaining amount capturable with the token."}}
        """;

    [Theory]
    [InlineData("succeeded", typeof(ChargeAnswer.Succeeded))]
    [InlineData("requires_action", typeof(ChargeAnswer.MustAuthenticate))]
    [InlineData("processing", typeof(ChargeAnswer.Processing))]
    [InlineData("requires_payment_method", typeof(ChargeAnswer.Declined))]
    [InlineData("canceled", typeof(ChargeAnswer.Canceled))]
    [InlineData("requires_capture", typeof(ChargeAnswer.Unknown))]
    [InlineData("requires_confirmation", typeof(ChargeAnswer.Unknown))]
    [InlineData("something_new", typeof(ChargeAnswer.Unknown))]
    public async Task By_the_status_of_our_intent(string status, Type meaning) =>
        Assert.IsType(meaning, await Reply(200, Intent(status)));

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(400)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(502)]
    public async Task What_is_not_Stripes_JSON_proves_nothing_whatever_its_status(int status)
    {
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(status, "<html>Payment succeeded</html>"));
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(status, ""));
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(status, "null"));
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(status, "[]"));
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(status, "{}"));
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(status, """{"error":"declined"}"""));
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(status, Intent("succeeded")[..^1]));
    }

    public static TheoryData<int> EveryStatus => [.. Enumerable.Range(200, 400)];

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public async Task An_error_object_means_what_its_status_says(int status)
    {
        var answer = await Reply(status, """{"error":{"type":"card_error","code":"card_declined"}}""");

        Assert.IsType(
            status switch
            {
                402 => typeof(ChargeAnswer.Declined),
                400 or 404 => typeof(ChargeAnswer.Rejected),
                401 or 403 or 429 => typeof(ChargeAnswer.NotExecuted),
                _ => typeof(ChargeAnswer.Unknown),
            },
            answer);
    }

    /// <summary>
    /// The whole table: a body by the status it comes with. S succeeded, D declined, R rejected, N not executed,
    /// M must authenticate, P processing, C canceled, ? unknown.
    /// </summary>
    [Theory]
    [InlineData("an intent succeeded",                 "200 S", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("an intent requires_action",           "200 M", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("an intent processing",                "200 P", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("an intent canceled",                  "200 C", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("an intent requires_payment_method",   "200 D", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("an intent requires_capture",          "200 ?", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("a card error",                        "200 ?", "400 R", "402 D", "404 R", "401 403 429 N", "else ?")]
    [InlineData("a token error",                       "200 ?", "400 R", "402 D", "404 R", "401 403 429 N", "else ?")]
    [InlineData("an error of ours",                    "200 ?", "400 N", "402 D", "404 N", "401 403 429 N", "else ?")]
    [InlineData("an idempotency error",                "200 ?", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("a refusal and requires_payment_method", "200 ?", "400 R", "402 D", "404 R", "401 403 429 N", "else ?")]
    [InlineData("a refusal and succeeded",             "200 ?", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("a refusal and canceled",              "200 ?", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("a refusal and requires_capture",      "200 ?", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("a refusal and something_new",         "200 ?", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("HTML",                                "200 ?", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    [InlineData("nothing",                             "200 ?", "400 ?", "402 ?", "404 ?", "401 403 429 ?", "else ?")]
    public async Task By_status_and_body(string shape, params string[] table)
    {
        var meanings = table.Select(cell => cell.Split(' '))
            .SelectMany(cell => cell[..^1].Select(status => (status, meaning: cell[^1])))
            .ToDictionary(it => it.status, it => it.meaning);
        foreach (var status in Enumerable.Range(200, 400))
        {
            var expected = meanings.GetValueOrDefault($"{status}") ?? meanings["else"];
            Assert.Equal((status, expected), (status, Meaning(await Reply(status, Shape(shape)))));
        }
    }

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public async Task Only_a_200_with_our_intent_says_that_money_moved(int status) =>
        Assert.Equal(status == 200, await Reply(status, Intent("succeeded")) is ChargeAnswer.Succeeded);

    [Theory]
    [InlineData("\"amount\":5397", "\"amount\":5398")]
    [InlineData("\"amount\":5397", "\"amount\":null")]
    [InlineData("\"currency\":\"usd\"", "\"currency\":\"eur\"")]
    [InlineData("\"acp_session\":\"cs_1\"", "\"acp_session\":\"cs_2\"")]
    [InlineData("\"charge_attempt\":\"1\"", "\"charge_attempt\":\"2\"")]
    [InlineData("\"acp_session\":\"cs_1\",", "")]
    [InlineData("\"object\":\"payment_intent\"", "\"object\":\"charge\"")]
    [InlineData("\"amount\":5397", "\"amount\":\"5397\"")]
    [InlineData("\"amount\":5397", "\"amount\":5398,\"amount\":5397")]
    public async Task A_200_for_another_intent_than_ours_proves_nothing(string ours, string other)
    {
        var body = Intent("succeeded");
        Assert.Contains(ours, body, StringComparison.Ordinal);
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(200, body.Replace(ours, other, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(TokenGone, "The payment token has expired, was already used or was revoked.")]
    [InlineData(OverLimit, "The amount is more than the payment token allows.")]
    [InlineData("""{"error":{"type":"invalid_request_error","code":"resource_missing","message":"No such shared_payment_token: 'spt_1'"}}""", "The payment token is not known.")]
    [InlineData("""{"error":{"type":"invalid_request_error","param":"payment_method_data[shared_payment_granted_token]","message":"no"}}""", "The payment token cannot be used for this payment.")]
    [InlineData("""{"error":{"type":"invalid_request_error","code":"amount_too_small","param":"amount","message":"at least 50"}}""", "The amount is below the smallest that can be charged.")]
    public async Task A_400_about_token_card_or_amount_rejects_it(string body, string reason)
    {
        Assert.Equal(new ChargeAnswer.Rejected(reason), await Reply(400, body));
        Assert.Equal(new ChargeAnswer.Rejected(reason), await Reply(404, body));
    }

    [Theory]
    [InlineData("""{"error":{"type":"invalid_request_error","code":"parameter_unknown","param":"payment_method_data[shared_payment_granted_token]","message":"Received unknown parameter: a token"}}""")]
    [InlineData("""{"error":{"type":"invalid_request_error","code":"parameter_missing","param":"return_url"}}""")]
    [InlineData("""{"error":{"type":"invalid_request_error","message":"Invalid Stripe API version: 2030-01-01"}}""")]
    [InlineData("""{"error":{"type":"invalid_request_error","param":"amount","message":"Invalid integer"}}""")]
    [InlineData("""{"error":{"type":"invalid_request_error","message":"Unrecognized request URL (POST: /v1/payment_intents)."}}""")]
    public async Task Our_own_mistake_is_not_told_as_a_decline_because_nothing_was_tried(string body) =>
        Assert.IsType<ChargeAnswer.NotExecuted>(await Reply(400, body));

    [Theory]
    [InlineData(400, """{"error":{"type":"idempotency_error","message":"Keys can only be used with the same parameters: token"}}""")]
    [InlineData(409, """{"error":{"type":"idempotency_error","code":"idempotency_key_in_use"}}""")]
    public async Task A_quarrel_about_the_key_says_nothing_of_the_first_send(int status, string body) =>
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(status, body));

    [Theory]
    [InlineData("succeeded")]
    [InlineData("processing")]
    [InlineData("requires_action")]
    public async Task A_refusal_that_shows_a_live_intent_proves_nothing(string status)
    {
        var body = $$$"""{"error":{"type":"card_error","code":"card_declined","payment_intent":{{{Intent(status)}}}}}""";
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(402, body));
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(400, body));
    }

    [Theory]
    [InlineData("insufficient_funds", "The card has insufficient funds.")]
    [InlineData("expired_card", "The card has expired.")]
    [InlineData("stolen_card", "The card was declined.")]
    [InlineData("fraudulent", "The card was declined.")]
    [InlineData("something_new", "The card was declined.")]
    public async Task A_decline_is_told_in_a_sentence_that_gives_no_more_away_than_it_may(string code, string reason)
    {
        var body = $$$"""{"error":{"type":"card_error","code":"card_declined","decline_code":"{{{code}}}","message":"spt_1 pi_1 req_1"}}""";
        Assert.Equal(new ChargeAnswer.Declined(reason), await Reply(402, body));
    }

    [Fact]
    public async Task A_reply_longer_than_any_of_Stripes_is_not_read_to_its_end()
    {
        var body = Intent("succeeded")[..^1] + ",\"filler\":\"" + new string('x', 1 << 20) + "\"}";
        Assert.IsType<ChargeAnswer.Unknown>(await Reply(200, body));
    }

    [Fact]
    public void No_bytes_make_it_throw_and_none_but_ours_make_it_succeed() => Prop.ForAll(
        (from status in Gen.Elements(200, 400, 402, 404, 500)
         from cut in Gen.Choose(0, 400)
         from put in Gen.Elements("", "\"", "}", "null", "\\ud800", "1e999", "[", "{\"a\":", "-", "\u0000", "99999999999999999999")
         from drop in Gen.Choose(0, 6)
         select (status, cut, put, drop)).ToArbitrary(),
        async damage =>
        {
            var body = Intent("requires_capture");
            var at = Math.Min(damage.cut, body.Length);
            var damaged = body[..at] + damage.put + body[Math.Min(at + damage.drop, body.Length)..];
            return await Reply(damage.status, damaged) is not ChargeAnswer.Succeeded;
        }).QuickCheckThrowOnFailure();

    private static string Shape(string name) => name switch
    {
        "a card error" => """{"error":{"type":"card_error","code":"card_declined"}}""",
        "a token error" => TokenGone,
        "an error of ours" => """{"error":{"type":"invalid_request_error","code":"parameter_unknown","param":"confirm"}}""",
        "an idempotency error" => """{"error":{"type":"idempotency_error"}}""",
        "HTML" => "<html>Payment succeeded</html>",
        "nothing" => "",
        _ when name.StartsWith("a refusal and ", StringComparison.Ordinal) =>
            $$$"""{"error":{"type":"card_error","code":"card_declined","payment_intent":{{{Intent(name.Split(' ')[^1])}}}}}""",
        _ => Intent(name.Split(' ')[^1]),
    };

    private static string Meaning(ChargeAnswer answer) => answer switch
    {
        ChargeAnswer.Succeeded => "S",
        ChargeAnswer.Declined => "D",
        ChargeAnswer.Rejected => "R",
        ChargeAnswer.NotExecuted => "N",
        ChargeAnswer.MustAuthenticate => "M",
        ChargeAnswer.Processing => "P",
        ChargeAnswer.Canceled => "C",
        _ => "?",
    };

    private static string Intent(string status) => JsonSerializer.Serialize(new
    {
        id = "pi_1",
        @object = "payment_intent",
        amount = 5397,
        currency = "usd",
        metadata = new { acp_session = "cs_1", charge_attempt = "1" },
        status,
    });

    private static async Task<ChargeAnswer> Reply(int status, string body)
    {
        var provider = World.On(Wire.Answering(status, body));
        return await provider.Charge("acp:cs_1:1", provider.Freeze(World.Order()), World.InTime);
    }
}
