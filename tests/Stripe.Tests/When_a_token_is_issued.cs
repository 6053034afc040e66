using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public sealed class When_a_token_is_issued : IDisposable
{
    private readonly World world = new();

    [Fact]
    public async Task It_is_told_with_its_limits_and_whose_issue_it_is()
    {
        var token = await Issued(World.IssueOrder(isExact: true));

        Assert.StartsWith("spt_", token.Token, StringComparison.Ordinal);
        Assert.Equal((world.Time.Now, "ti_1", null), (token.CreatedAt, token.Issue, token.NextAction));
        Assert.Equal(
            new TokenFacts("usd", 4999, world.Time.Now.AddSeconds(300), null)
            {
                Limit = 4999,
                IsExact = true,
                Risk = """{"fraudulent_dispute":{"recommended_action":"continue","score":12}}""",
            },
            token.Facts);
        Assert.Equal(new IssuedLookup.Found(token), await world.Issuer.LookUpIssued(token.Token));
    }

    [Fact]
    public async Task Its_seller_sees_the_same_limits_and_who_granted_it()
    {
        var token = await Issued(World.IssueOrder(isExact: true));

        var granted = Assert.IsType<TokenLookup.Found>(await world.Provider.LookUpToken(token.Token)).Facts;
        Assert.Equal(token.Facts with { Agent = "profile_test_issuer" }, granted);
    }

    [Fact]
    public async Task Its_seller_charges_it_once_and_its_issuer_sees_that()
    {
        var token = await Issued(World.IssueOrder());

        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge(token.Token, amount: 4000));
        Assert.IsType<ChargeAnswer.Rejected>(await world.Charge(token.Token, "cs_2", amount: 900));

        var used = Assert.IsType<IssuedLookup.Found>(await world.Issuer.LookUpIssued(token.Token)).Token.Facts;
        Assert.Equal((TokenDeactivation.Consumed, 4000, 999, 4999), (used.Deactivation, used.Captured, used.Remaining, used.Limit));
    }

    [Fact]
    public async Task A_repeat_under_its_key_is_the_same_token_however_the_first_answer_was_lost()
    {
        world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.IssueToken);
        Assert.IsType<IssueAnswer.Unknown>(await world.Issue(World.IssueOrder()));

        var token = await Issued(World.IssueOrder());

        Assert.Equal(token, await Issued(World.IssueOrder()));
        Assert.Single(world.Stripe.Events, it => it.Type == EventTypes.IssuedActive);
    }

    [Fact]
    public async Task One_whose_shopper_must_authenticate_says_what_to_do()
    {
        var token = await Issued(World.IssueOrder() with { PaymentMethod = "pm_card_threeDSecure2Required", ReturnUrl = "https://agent.example/back" });

        Assert.Equal(
            """{"type":"redirect_to_url","redirect_to_url":{"url":"https://hooks.stripe.com/redirect/authenticate/TOKEN","return_url":"https://agent.example/back"}}"""
                .Replace("TOKEN", token.Token, StringComparison.Ordinal),
            token.NextAction);
        Assert.True(world.Stripe.AuthenticateToken(token.Token, succeeded: true));
        Assert.Null(Assert.IsType<IssuedLookup.Found>(await world.Issuer.LookUpIssued(token.Token)).Token.NextAction);
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge(token.Token, amount: 4999));
    }

    [Fact]
    public async Task Revoking_ends_it_for_both_and_can_be_repeated()
    {
        var token = (await Issued(World.IssueOrder())).Token;

        for (var times = 0; times < 2; times++)
        {
            var ended = Assert.IsType<RevokeAnswer.Ended>(await world.Issuer.Revoke(token, $"acp:revoke:{token}")).Token;
            Assert.Equal((token, TokenDeactivation.Revoked), (ended.Token, ended.Facts.Deactivation));
        }

        Assert.IsType<ChargeAnswer.Rejected>(await world.Charge(token, amount: 4999));
    }

    [Fact]
    public async Task Revoking_a_used_one_tells_that_it_was_used()
    {
        var token = (await Issued(World.IssueOrder())).Token;
        await world.Charge(token, amount: 4999);

        var ended = Assert.IsType<RevokeAnswer.Ended>(await world.Issuer.Revoke(token, $"acp:revoke:{token}")).Token;

        Assert.Equal((TokenDeactivation.Consumed, 4999), (ended.Facts.Deactivation, ended.Facts.Captured));
    }

    [Theory]
    [InlineData(FaultKind.Fail500)]
    [InlineData(FaultKind.CommitThen500)]
    [InlineData(FaultKind.LoseReply)]
    public async Task A_revocation_whose_answer_was_lost_succeeds_at_its_repeat(FaultKind fault)
    {
        var token = (await Issued(World.IssueOrder())).Token;
        world.Stripe.Faults.Next(fault, StripeCall.RevokeIssuedToken);
        await world.Issuer.Revoke(token, $"acp:revoke:{token}");

        var ended = Assert.IsType<RevokeAnswer.Ended>(await world.Issuer.Revoke(token, $"acp:revoke:{token}")).Token;

        Assert.Equal(TokenDeactivation.Revoked, ended.Facts.Deactivation);
    }

    [Fact]
    public async Task A_token_of_nobody_or_of_another_account_is_unknown()
    {
        var granted = await world.CreateToken("/v1/test_helpers/shared_payment_granted_tokens", "amount=1&currency=usd&payment_method=pm_card_visa");

        foreach (var token in new[] { "spt_none", "..", "", granted })
        {
            Assert.IsType<IssuedLookup.Unknown>(await world.Issuer.LookUpIssued(token));
            Assert.IsType<RevokeAnswer.Unknown>(await world.Issuer.Revoke(token, "acp:revoke:x"));
        }
    }

    [Theory]
    [InlineData("pm_none", "profile_test_seller", "No token can be issued for this payment method.")]
    [InlineData("pm_card_visa", "profile_test_issuer", "No token can be issued for this merchant.")]
    [InlineData("pm_card_visa", "profile_unknown", "No token can be issued for this merchant.")]
    public async Task What_Stripe_refuses_is_refused_in_words_for_people(string method, string profile, string reason) => Assert.Equal(
        new IssueAnswer.Refused(reason),
        await world.Issue(World.IssueOrder() with { PaymentMethod = method, MerchantProfile = profile }));

    public void Dispose() => world.Dispose();

    private async Task<IssuedFacts> Issued(IssueOrder order) => Assert.IsType<IssueAnswer.Issued>(await world.Issue(order)).Token;
}
