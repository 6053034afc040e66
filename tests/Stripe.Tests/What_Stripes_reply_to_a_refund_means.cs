using System.Net;
using Acp.Orders;
using Acp.Payments;

namespace Acp.Stripe.Tests;

/// <summary>Whether it settles the refund is decided with its record: what a refusal says of an earlier send, for instance.</summary>
public class What_Stripes_reply_to_a_refund_means
{
    private const string Refund =
        """{"id":"re_1","object":"refund","amount":1200,"created":1795348800,"currency":"usd","charge":"ch_1","payment_intent":"pi_1","reason":"requested_by_customer","status":"succeeded","metadata":{"acp_session":"cs_1","acp_order":"ord_1","acp_refund":"2"}}""";

    [Theory]
    [InlineData("succeeded", typeof(RefundAnswer.Succeeded))]
    [InlineData("pending", typeof(RefundAnswer.Pending))]
    [InlineData("requires_action", typeof(RefundAnswer.Pending))]
    [InlineData("of_tomorrow", typeof(RefundAnswer.Pending))]
    [InlineData("failed", typeof(RefundAnswer.Failed))]
    [InlineData("canceled", typeof(RefundAnswer.Failed))]
    public async Task A_200_with_the_refund_that_was_asked_for_says_how_far_it_is(string status, Type meaning) =>
        Assert.IsType(meaning, await Answer(200, Refund.Replace("\"succeeded\"", $"\"{status}\"", StringComparison.Ordinal)));

    [Fact]
    public async Task Why_it_failed_is_said_in_a_sentence() => Assert.Equal(
        new RefundAnswer.Failed("re_1", "The shopper's card has expired or was canceled."),
        await Answer(200, Refund.Replace("\"status\":\"succeeded\"", "\"status\":\"failed\",\"failure_reason\":\"expired_or_canceled_card\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"amount\":1200", "\"amount\":1201")]
    [InlineData("pi_1", "pi_2")]
    [InlineData("cs_1", "cs_2")]
    [InlineData("ord_1", "ord_2")]
    [InlineData("\"acp_refund\":\"2\"", "\"acp_refund\":\"3\"")]
    public async Task A_200_with_another_refund_is_unknown(string was, string becomes) => Assert.Equal(
        new RefundAnswer.Unknown("another refund than ours"), await Answer(200, Refund.Replace(was, becomes, StringComparison.Ordinal)));

    [Fact]
    public async Task A_payment_that_is_shown_instead_of_named_is_the_same() => Assert.IsType<RefundAnswer.Succeeded>(
        await Answer(200, Refund.Replace("\"pi_1\"", """{"id":"pi_1","object":"payment_intent"}""", StringComparison.Ordinal)));

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, """{"id":"pi_1","object":"payment_intent","status":"succeeded"}""")]
    [InlineData(200, """{"object":"refund","id":7}""")]
    [InlineData(201, Refund)]
    [InlineData(302, "")]
    [InlineData(400, "<html>")]
    [InlineData(400, """{"error":{"type":"idempotency_error"}}""")]
    [InlineData(401, "")]
    [InlineData(408, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(409, """{"error":{"type":"idempotency_error","code":"idempotency_key_in_use"}}""")]
    [InlineData(424, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(500, """{"error":{"type":"api_error"}}""")]
    [InlineData(503, "")]
    public async Task These_say_neither_yes_nor_no(int status, string body) => Assert.IsType<RefundAnswer.Unknown>(await Answer(status, body));

    [Theory]
    [InlineData(401, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(403, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(429, """{"error":{"type":"invalid_request_error","code":"rate_limit"}}""")]
    [InlineData(404, """{"error":{"type":"invalid_request_error","message":"Unrecognized request URL (POST: /v1/refunds)."}}""")]
    [InlineData(400, """{"error":{"type":"invalid_request_error","code":"parameter_unknown","param":"reason"}}""")]
    [InlineData(400, """{"error":{"type":"invalid_request_error","message":"Something else."}}""")]
    public async Task These_say_that_it_was_not_carried_out_and_blame_nobody(int status, string body) =>
        Assert.IsType<RefundAnswer.NotExecuted>(await Answer(status, body));

    [Theory]
    [InlineData(400, """{"type":"invalid_request_error","param":"amount","message":"Refund amount ($20.00) is greater than unrefunded amount on charge ($12.00)"}""", RefundRejection.ExceedsRemainder)]
    [InlineData(400, """{"type":"invalid_request_error","code":"charge_already_refunded","message":"Charge ch_1 has already been refunded."}""", RefundRejection.ExceedsRemainder)]
    [InlineData(400, """{"type":"invalid_request_error","code":"charge_disputed","message":"Charge ch_1 has been charged back."}""", RefundRejection.Disputed)]
    [InlineData(400, """{"type":"invalid_request_error","code":"balance_insufficient"}""", RefundRejection.BalanceTooLow)]
    [InlineData(404, """{"type":"invalid_request_error","code":"resource_missing","param":"payment_intent"}""", RefundRejection.Other)]
    [InlineData(400, """{"type":"invalid_request_error","param":"payment_intent","message":"This PaymentIntent (pi_1) does not have a successful charge to refund."}""", RefundRejection.Other)]
    public async Task These_refuse_it_for_the_payment_or_the_amount(int status, string error, RefundRejection why)
    {
        var rejected = Assert.IsType<RefundAnswer.Rejected>(await Answer(status, $$"""{"error":{{error}}}"""));

        Assert.Equal(why, rejected.Why);
        Assert.DoesNotContain("ch_1", rejected.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("pi_1", rejected.Reason, StringComparison.Ordinal);
    }

    /// <summary>Kept under the key like a success, so it is as good on a repeat.</summary>
    [Fact]
    public async Task A_402_is_definite_whichever_send_it_answers() => Assert.Equal(
        new RefundAnswer.Declined("The merchant's balance at the provider does not cover the refund."),
        await Answer(402, """{"error":{"type":"invalid_request_error","code":"balance_insufficient"}}"""));

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task Before_the_first_byte_nothing_can_have_happened(HttpRequestError error) =>
        Assert.IsType<RefundAnswer.NotExecuted>(await Answer(Wire.Throwing(new HttpRequestException(error))));

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.Unknown)]
    public async Task After_it_anything_can(HttpRequestError error) =>
        Assert.IsType<RefundAnswer.Unknown>(await Answer(Wire.Throwing(new HttpRequestException(error))));

    [Fact]
    public async Task A_500_that_is_replayed_will_be_replayed_for_as_long_as_the_key_is_kept()
    {
        var wire = new Wire(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError)
        {
            Content = new StringContent("""{"error":{"type":"api_error"}}"""),
            Headers = { { "Idempotent-Replayed", "true" } },
        }));

        Assert.False(Assert.IsType<RefundAnswer.Unknown>(await Answer(wire)).MayRepeat);
    }

    private static Task<RefundAnswer> Answer(int status, string body) => Answer(Wire.Answering(status, body));

    private static async Task<RefundAnswer> Answer(Wire wire)
    {
        var provider = World.On(wire);
        return await provider.Refund(
            "acp:ord_1:refund:2",
            provider.FreezeRefund(new("pi_1", 1200, RefundReason.RequestedByCustomer, 2, "cs_1", "ord_1")),
            World.InTime);
    }
}
