using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Tests;

/// <summary>Nobody lists the tokens that are granted to a seller: what reaches us is in the inventory, also where it was of no use.</summary>
public sealed class When_a_token_reaches_us : IDisposable
{
    private const string Token = "spt_granted";
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    public static TheoryData<RefusalRule, SharedPaymentTokenStatus> Refusals => new()
    {
        { RefusalRule.TokenCurrencyMismatch, SharedPaymentTokenStatus.Active },
        { RefusalRule.TokenLimitExceeded, SharedPaymentTokenStatus.Active },
        { RefusalRule.TokenAmountMismatch, SharedPaymentTokenStatus.Active },
        { RefusalRule.TokenExpired, SharedPaymentTokenStatus.Expired },
        { RefusalRule.TokenRevoked, SharedPaymentTokenStatus.Revoked },
        { RefusalRule.TokenUsed, SharedPaymentTokenStatus.Used },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task It_is_listed_though_it_was_refused_in_the_unit_that_keeps_the_refusal(RefusalRule rule, SharedPaymentTokenStatus status)
    {
        Grant(Facts(rule));
        var id = await world.ReadySession();
        var commits = 0;
        world.Store.Committing = _ =>
        {
            commits++;
            return Task.CompletedTask;
        };

        Told.Refused(rule, await world.Complete(id, Token));

        Assert.Equal(1, commits);
        var row = Assert.Single(await world.Inventory.ListTokens(new TokenFilter(), world.Clock.Now, null, 10));
        Assert.Equal((Token, status, TokenOrigin.Granted, World.Platform), (row.Id, row.Status, row.Origin, row.Platform));
        Assert.Equal("profile_agent", (await world.Token(Token).Retrieve())!.Agent);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task A_retry_that_is_refused_for_the_same_does_not_write_it_again()
    {
        Grant(Facts(RefusalRule.TokenLimitExceeded));
        await world.Complete(await world.ReadySession(), Token);

        Told.Refused(RefusalRule.TokenLimitExceeded, await world.Complete(await world.ReadySession(), Token));

        Assert.Equal(1, (await world.Store.Load(SharedPaymentToken.KeyOf(Token)))!.Version);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    [InlineData(499, false)]
    public async Task An_exact_one_pays_its_very_amount_and_no_other(long amount, bool pays)
    {
        Grant(new TokenFacts("usd", amount, null, null) { Limit = amount, IsExact = true });

        var answer = await world.Complete(await world.ReadySession(), Token);

        Assert.Equal(pays ? 200 : 400, Told.Of(answer).Status);
        Assert.True(pays || Told.Of(answer).Text == nameof(RefusalRule.TokenAmountMismatch));
        Assert.Equal(pays ? 1 : 0, world.Provider.Money.Count);
    }

    [Fact]
    public async Task One_that_may_not_be_used_here_can_be_used_where_it_fits()
    {
        Grant(new TokenFacts("usd", 500, null, null) { Limit = 500, IsExact = true });
        Told.Refused(RefusalRule.TokenAmountMismatch, await world.Complete(await world.ReadySession(quantity: 2), Token));

        Told.Completed(await world.Complete(await world.ReadySession(), Token));

        var token = (await world.Token(Token).Retrieve())!;
        Assert.Equal((SharedPaymentTokenStatus.Used, "pi_1", 500), (token.Status, token.PaymentIntent, token.Amount));
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task One_that_the_provider_does_not_know_is_not_listed()
    {
        world.Provider.Tokens[Token] = new TokenLookup.Unknown();

        Told.Refused(RefusalRule.TokenUnknown, await world.Complete(await world.ReadySession(), Token));

        Assert.Empty(await world.Inventory.ListTokens(new TokenFilter(), world.Clock.Now, null, 10));
    }

    [Fact]
    public async Task A_checkout_costs_no_commit_and_no_read_of_the_store_more_than_its_own()
    {
        var id = await world.ReadySession();
        var commits = new List<Unit>();
        world.Store.Committing = unit =>
        {
            commits.Add(unit);
            return Task.CompletedTask;
        };

        Told.Completed(await world.Complete(id, Token));

        Assert.Equal(2, commits.Count);
        Assert.All(commits, unit => Assert.Single(unit.States, change => change.Token is not null));
        Assert.True(commits.Sum(unit => unit.Tallies.Count) <= 12, string.Join(' ', commits.SelectMany(unit => unit.Tallies)));
    }

    private TokenFacts Facts(RefusalRule rule) => rule switch
    {
        RefusalRule.TokenCurrencyMismatch => new("eur", 500, null, null),
        RefusalRule.TokenLimitExceeded => new("usd", 499, null, null),
        RefusalRule.TokenAmountMismatch => new("usd", 600, null, null) { IsExact = true },
        RefusalRule.TokenExpired => new("usd", 500, world.Clock.Now, null),
        RefusalRule.TokenRevoked => new("usd", 500, null, TokenDeactivation.Revoked),
        _ => new("usd", 0, null, TokenDeactivation.Consumed, 500),
    };

    private void Grant(TokenFacts facts) =>
        world.Provider.Tokens[Token] = new TokenLookup.Found(facts with { Limit = facts.Limit ?? facts.Remaining + facts.Captured, Agent = "profile_agent" });
}
