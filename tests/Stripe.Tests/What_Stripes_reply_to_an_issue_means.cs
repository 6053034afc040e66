using Acp.Payments;

namespace Acp.Stripe.Tests;

/// <summary>Whether it settles the issue is decided with its record: what a refusal says of an earlier send, for instance.</summary>
public class What_Stripes_reply_to_an_issue_means
{
    private const string Token =
        """{"id":"spt_1","object":"shared_payment.issued_token","created":1795348800,"deactivated_at":null,"deactivated_reason":null,"status":"active","shared_metadata":{"acp_issue":"ti_1"},"usage_limits":{"currency":"usd","max_amount":4999,"expires_at":1795349100}}""";

    [Fact]
    public async Task A_200_with_the_token_that_was_asked_for_is_a_yes() => Assert.Equal(
        new IssueAnswer.Issued(new(
            "spt_1",
            new TokenFacts("usd", 4999, DateTimeOffset.FromUnixTimeSeconds(1795349100), null) { Limit = 4999 },
            DateTimeOffset.FromUnixTimeSeconds(1795348800),
            NextAction: null,
            "ti_1")),
        await Answer(200, Token));

    [Theory]
    [InlineData("acp_issue\":\"ti_1", "acp_issue\":\"ti_2")]
    [InlineData("{\"acp_issue\":\"ti_1\"}", "null")]
    [InlineData("4999", "4998")]
    [InlineData("usd", "eur")]
    public async Task A_200_with_another_token_is_unknown(string was, string becomes) => Assert.Equal(
        new IssueAnswer.Unknown("another token than ours"), await Answer(200, Token.Replace(was, becomes, StringComparison.Ordinal)));

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, """{"id":"spt_1","object":"shared_payment.granted_token"}""")]
    [InlineData(200, """{"object":"shared_payment.issued_token","id":7}""")]
    [InlineData(201, Token)]
    [InlineData(302, "")]
    [InlineData(400, "<html>")]
    [InlineData(400, """{"error":{"type":"idempotency_error"}}""")]
    [InlineData(401, "")]
    [InlineData(408, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(409, """{"error":{"type":"idempotency_error","code":"idempotency_key_in_use"}}""")]
    [InlineData(424, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(429, "")]
    [InlineData(500, """{"error":{"type":"api_error"}}""")]
    [InlineData(503, "")]
    public async Task These_say_neither_yes_nor_no(int status, string body) => Assert.IsType<IssueAnswer.Unknown>(await Answer(status, body));

    [Theory]
    [InlineData(401, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(403, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(429, """{"error":{"type":"invalid_request_error","code":"rate_limit"}}""")]
    [InlineData(404, """{"error":{"type":"invalid_request_error","message":"Unrecognized request URL (POST: /v1/shared_payment/issued_tokens)."}}""")]
    [InlineData(400, """{"error":{"type":"invalid_request_error","code":"parameter_unknown","param":"return_url"}}""")]
    [InlineData(400, """{"error":{"type":"invalid_request_error","code":"parameter_missing","param":"usage_limits"}}""")]
    [InlineData(400, """{"error":{"type":"invalid_request_error","message":"Something else."}}""")]
    public async Task These_say_that_it_was_not_carried_out_and_blame_nobody(int status, string body) =>
        Assert.IsType<IssueAnswer.NotExecuted>(await Answer(status, body));

    /// <summary>Kept under the key like a success, so it is as good on a repeat.</summary>
    [Theory]
    [InlineData("""{"type":"card_error","code":"card_declined","decline_code":"insufficient_funds"}""", "The card has insufficient funds.")]
    [InlineData("""{"type":"card_error","code":"expired_card"}""", "The card has expired.")]
    public async Task A_decline_is_definite_whichever_send_it_answers(string error, string reason) =>
        Assert.Equal(new IssueAnswer.Declined(reason), await Answer(402, $$"""{"error":{{error}}}"""));

    [Theory]
    [InlineData(400, """{"type":"invalid_request_error","code":"resource_missing","param":"payment_method"}""", "No token can be issued for this payment method.")]
    [InlineData(404, """{"type":"invalid_request_error","code":"resource_missing","param":"payment_method"}""", "No token can be issued for this payment method.")]
    [InlineData(400, """{"type":"invalid_request_error","message":"No such PaymentMethod: 'pm_1'"}""", "No token can be issued for this payment method.")]
    [InlineData(400, """{"type":"invalid_request_error","param":"seller_details[network_business_profile]"}""", "No token can be issued for this merchant.")]
    [InlineData(400, """{"type":"invalid_request_error","message":"The network_id is the same as the counterparty network_id."}""", "No token can be issued for this merchant.")]
    [InlineData(400, """{"type":"invalid_request_error","code":"parameter_invalid_integer","param":"usage_limits[max_amount]"}""", "No token can be issued with these limits.")]
    [InlineData(400, """{"type":"invalid_request_error","param":"usage_limits[expires_at]"}""", "No token can be issued with these limits.")]
    [InlineData(400, """{"type":"invalid_request_error","code":"url_invalid","param":"return_url"}""", "No token can be issued with this return address.")]
    public async Task These_refuse_it_for_what_was_asked(int status, string error, string reason) =>
        Assert.Equal(new IssueAnswer.Refused(reason), await Answer(status, $$"""{"error":{{error}}}"""));

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task Without_a_connection_it_was_not_carried_out(HttpRequestError error) =>
        Assert.IsType<IssueAnswer.NotExecuted>(await Sent(Wire.Throwing(new HttpRequestException(error))));

    [Fact]
    public async Task A_connection_that_breaks_under_it_says_nothing() =>
        Assert.IsType<IssueAnswer.Unknown>(await Sent(Wire.Throwing(new HttpRequestException(HttpRequestError.ResponseEnded))));

    [Fact]
    public async Task One_that_comes_too_late_is_not_sent()
    {
        var wire = Wire.Answering(200, Token);
        var issuer = World.IssuerOn(wire);

        Assert.IsType<IssueAnswer.NotExecuted>(await issuer.Issue("acp:ti_1:1", issuer.Freeze(World.IssueOrder()), new ManualClock().Now));
        Assert.Empty(wire.Sent);
    }

    [Fact]
    public async Task One_of_another_account_or_aimed_elsewhere_stays_unknown_and_is_not_sent()
    {
        var wire = Wire.Answering(200, Token);
        var elsewhere = World.Options();
        elsewhere.Issuer.SecretKey = "sk_test_other_issuer";
        var (issuer, frozen) = (World.IssuerOn(wire), World.IssuerOn(wire, elsewhere).Freeze(World.IssueOrder()));

        Assert.IsType<IssueAnswer.Unknown>(await issuer.Issue("acp:ti_1:1", frozen, World.InTime));
        Assert.IsType<IssueAnswer.Unknown>(await issuer.Issue(
            "acp:ti_1:1", issuer.Freeze(World.IssueOrder()) with { Target = "POST /v1/payment_intents" }, World.InTime));
        Assert.Empty(wire.Sent);
    }

    [Fact]
    public async Task Without_an_issuing_account_nothing_is_sent_and_nothing_concluded()
    {
        var wire = Wire.Answering(200, Token);
        var issuer = World.IssuerOn(wire, new() { SecretKey = "sk_test_fake" });

        Assert.False(issuer.IsConfigured);
        Assert.IsType<IssueAnswer.NotExecuted>(await issuer.Issue("acp:ti_1:1", issuer.Freeze(World.IssueOrder()), World.InTime));
        Assert.IsType<IssuedLookup.NotAnswered>(await issuer.LookUpIssued("spt_1"));
        Assert.IsType<RevokeAnswer.NotAnswered>(await issuer.Revoke("spt_1", "acp:revoke:spt_1"));
        Assert.Empty(wire.Sent);
    }

    [Theory]
    [InlineData(200, """{"id":"spt_2","object":"shared_payment.issued_token"}""")]
    [InlineData(200, "{}")]
    [InlineData(401, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(404, "<html>")]
    [InlineData(404, """{"error":{"type":"invalid_request_error","message":"Unrecognized request URL (GET: /v1/…)."}}""")]
    [InlineData(429, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(500, """{"error":{"type":"api_error"}}""")]
    public async Task Of_a_look_up_or_a_revocation_these_say_nothing(int status, string body)
    {
        Assert.IsType<IssuedLookup.NotAnswered>(await World.IssuerOn(Wire.Answering(status, body)).LookUpIssued("spt_1"));
        Assert.IsType<RevokeAnswer.NotAnswered>(await World.IssuerOn(Wire.Answering(status, body)).Revoke("spt_1", "acp:revoke:spt_1"));
    }

    [Fact]
    public async Task A_revocation_that_leaves_the_token_active_is_none() =>
        Assert.IsType<RevokeAnswer.NotAnswered>(await World.IssuerOn(Wire.Answering(200, Token)).Revoke("spt_1", "acp:revoke:spt_1"));

    [Theory]
    [InlineData(4000, true)]
    [InlineData(4100, false)]
    public async Task Insights_are_kept_as_they_came_unless_they_are_too_long(int length, bool kept)
    {
        var insights = $$"""{ "bot" : { "score" : 1, "recommended_action":"{{new string('x', length)}}" } }""";
        var body = Token.Replace("\"status\"", "\"risk_details\":{\"insights\":" + insights + "},\"status\"", StringComparison.Ordinal);

        var risk = Assert.IsType<IssueAnswer.Issued>(await Answer(200, body)).Token.Facts.Risk;

        Assert.Equal(kept ? insights.Replace(" ", "", StringComparison.Ordinal) : null, risk);
    }

    private static ValueTask<IssueAnswer> Answer(int status, string body) => Sent(Wire.Answering(status, body));

    private static async ValueTask<IssueAnswer> Sent(Wire wire)
    {
        var issuer = World.IssuerOn(wire);
        var answer = await issuer.Issue("acp:ti_1:1", issuer.Freeze(World.IssueOrder()), World.InTime);
        Assert.Single(wire.Sent);
        return answer;
    }
}
