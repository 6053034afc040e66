using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public sealed class When_a_token_is_looked_up : IDisposable
{
    private readonly World world = new();

    [Fact]
    public async Task Its_limits_are_told()
    {
        var token = await Created("usage_limits[currency]=EUR&usage_limits[max_amount]=5900&usage_limits[expires_at]=1795348900");

        Assert.Equal(
            new TokenFacts("eur", 5900, DateTimeOffset.FromUnixTimeSeconds(1795348900), null)
            {
                Limit = 5900,
                Agent = "profile_test_issuer",
                Risk = """{"fraudulent_dispute":{"recommended_action":"continue","score":12}}""",
            },
            await Facts(token));
    }

    [Fact]
    public async Task What_was_captured_no_longer_remains()
    {
        await world.Charge("spt_limit_5900", amount: 5000);

        Assert.Equal(new TokenFacts(null, 900, null, TokenDeactivation.Consumed, Captured: 5000) { Limit = 5900 }, await Facts("spt_limit_5900"));
    }

    [Theory]
    [InlineData("spt_expired_1", TokenDeactivation.Expired)]
    [InlineData("spt_revoked_1", TokenDeactivation.Revoked)]
    [InlineData("spt_used_1", TokenDeactivation.Consumed)]
    public async Task Why_it_was_deactivated_is_told(string token, TokenDeactivation reason) =>
        Assert.Equal(reason, (await Facts(token)).Deactivation);

    [Theory]
    [InlineData("tok_visa")]
    [InlineData("spt_1")]
    public async Task One_without_limits_has_none(string token) =>
        Assert.Equal(new TokenFacts(null, null, null, null), await Facts(token));

    [Fact]
    public async Task One_that_Stripe_does_not_know_is_unknown() =>
        Assert.IsType<TokenLookup.Unknown>(await world.Provider.LookUpToken("spt_unknown_1"));

    [Theory]
    [InlineData(404, """{"error":{"type":"invalid_request_error","code":"resource_missing"}}""")]
    [InlineData(404, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(400, """{"error":{"type":"invalid_request_error","code":"resource_missing"}}""")]
    public async Task These_replies_say_that_it_is_unknown(int status, string body) =>
        Assert.IsType<TokenLookup.Unknown>(await World.On(Wire.Answering(status, body)).LookUpToken("spt_1"));

    [Theory]
    [InlineData(400, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(401, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(404, "<html>")]
    [InlineData(404, """{"error":{"type":"invalid_request_error","message":"Unrecognized request URL (GET: /v1/…)."}}""")]
    [InlineData(429, """{"error":{"type":"invalid_request_error"}}""")]
    [InlineData(500, """{"error":{"type":"api_error"}}""")]
    [InlineData(200, """{"object":"shared_payment.granted_token","id":"spt_2"}""")]
    [InlineData(200, """{"object":"shared_payment.granted_token","id":"spt_1","usage_limits":{"max_amount":"5900"}}""")]
    [InlineData(200, """{"object":"shared_payment.granted_token","id":"spt_1","usage_limits":{"expires_at":999999999999999}}""")]
    [InlineData(200, "{}")]
    public async Task These_replies_say_nothing_of_it(int status, string body) =>
        Assert.IsType<TokenLookup.NotAnswered>(await World.On(Wire.Answering(status, body)).LookUpToken("spt_1"));

    [Theory]
    [InlineData("""{"object":"shared_payment.granted_token","id":"spt_1","deactivated_reason":"resolved"}""")]
    [InlineData("""{"object":"shared_payment.granted_token","id":"spt_1","deactivated_at":1795348900}""")]
    public async Task A_deactivation_of_an_unknown_kind_is_one_all_the_same(string body) =>
        Assert.Equal(
            new TokenLookup.Found(new(null, null, null, TokenDeactivation.Other)),
            await World.On(Wire.Answering(200, body)).LookUpToken("spt_1"));

    [Fact]
    public async Task A_lost_call_says_nothing_of_it()
    {
        world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.LookUpToken);
        Assert.IsType<TokenLookup.NotAnswered>(await world.Provider.LookUpToken("spt_1"));
    }

    [Fact]
    public async Task A_callers_token_cannot_walk_to_another_address()
    {
        var wire = Wire.Answering(404, "{}");
        await World.On(wire).LookUpToken("../../charges?x=1#y");

        Assert.Equal(
            "https://api.stripe.com/v1/shared_payment/granted_tokens/..%2F..%2Fcharges%3Fx%3D1%23y", Assert.Single(wire.Sent).Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task What_can_be_no_token_is_unknown_without_a_call(string token)
    {
        var wire = Wire.Answering(404, "{}");

        Assert.IsType<TokenLookup.Unknown>(await World.On(wire).LookUpToken(token));
        Assert.IsType<TokenLookup.Unknown>(await World.On(wire).LookUpToken(new string('x', 256)));
        Assert.Empty(wire.Sent);
    }

    public void Dispose() => world.Dispose();

    private async Task<TokenFacts> Facts(string token) =>
        Assert.IsType<TokenLookup.Found>(await world.Provider.LookUpToken(token)).Facts;

    private Task<string> Created(string limits) =>
        world.CreateToken("/v1/test_helpers/shared_payment/granted_tokens", "payment_method=pm_card_visa&" + limits);
}
