using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

public sealed class When_two_sessions_bring_one_token : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_loser_is_refused_and_only_the_winner_is_sent()
    {
        var ids = new[] { await world.ReadySession(), await world.ReadySession() };
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var winner = world.Complete(ids[0], "spt_1");
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);

        Told.Refused(RefusalRule.TokenReservedElsewhere, await world.Complete(ids[1], "spt_1"));
        Assert.Single(world.Provider.LookUps);

        world.Provider.Hold.SetResult();
        Told.Completed(await winner);
        Told.Refused(RefusalRule.TokenUsed, await world.Complete(ids[1], "spt_1"));
        Assert.Single(world.Provider.Sends);
    }

    [Fact]
    public async Task It_is_reserved_before_the_first_byte_leaves()
    {
        var id = await world.ReadySession();
        world.Provider.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var complete = world.Complete(id, "spt_1");
        await world.Provider.Arrived.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new SharedPaymentToken.Reserved(id, 1), await world.StoredToken("spt_1"));

        world.Provider.Hold.SetResult();
        Told.Completed(await complete);
    }

    [Fact]
    public async Task Racing_in_two_processes_there_is_one_charge_and_one_clean_refusal()
    {
        var other = world.StartProcess();
        for (var round = 0; round < 50; round++)
        {
            var (first, second, token) = (await world.ReadySession(), await world.ReadySession(), $"spt_{round}");

            var answers = await Task.WhenAll(
                Task.Run(() => world.Complete(first, token)), Task.Run(() => world.Complete(second, token, process: other)));

            Assert.Single(answers, answer => Told.Of(answer).Text.StartsWith("Completed", StringComparison.Ordinal));
            Assert.Single(answers, answer => Told.Of(answer).Text is nameof(RefusalRule.TokenReservedElsewhere) or nameof(RefusalRule.TokenUsed));
            Assert.Equal(round + 1, world.Provider.Sends.Count);
        }
    }

    [Fact]
    public async Task A_template_stands_for_a_fresh_token_each_time()
    {
        Told.Completed(await world.Complete(await world.ReadySession(), "tok_visa"));
        Told.Completed(await world.Complete(await world.ReadySession(), "tok_visa"));
        Assert.Equal(2, world.Provider.Money.Count);
    }

    public static TheoryData<string?, long?, int?, TokenDeactivation?, RefusalRule> UselessTokens => new()
    {
        { "eur", null, null, null, RefusalRule.TokenCurrencyMismatch },
        { "usd", 499, null, null, RefusalRule.TokenLimitExceeded },
        { null, null, 0, null, RefusalRule.TokenExpired },
        { null, null, null, TokenDeactivation.Consumed, RefusalRule.TokenUsed },
        { null, null, null, TokenDeactivation.Expired, RefusalRule.TokenExpired },
        { null, null, null, TokenDeactivation.Revoked, RefusalRule.TokenRevoked },
        { null, null, null, TokenDeactivation.Other, RefusalRule.TokenRevoked },
    };

    [Theory]
    [MemberData(nameof(UselessTokens))]
    public async Task A_token_that_cannot_cover_the_total_is_refused_before_the_call(
        string? currency, long? remaining, int? secondsLeft, TokenDeactivation? deactivation, RefusalRule rule)
    {
        var id = await world.ReadySession();
        var before = (await world.Store.Load(CheckoutSession.KeyOf(id)))!.State.ToArray();
        DateTimeOffset? expires = secondsLeft is { } seconds ? world.Clock.GetUtcNow().AddSeconds(seconds) : null;
        world.Provider.Tokens["spt_1"] = new TokenLookup.Found(new TokenFacts(currency, remaining, expires, deactivation));

        Told.Refused(rule, await world.Complete(id, "spt_1"));

        Assert.Empty(world.Provider.Sends);
        Assert.Equal(before, (await world.Store.Load(CheckoutSession.KeyOf(id)))!.State.ToArray());
    }

    [Fact]
    public async Task A_token_the_provider_does_not_know_is_refused()
    {
        world.Provider.Tokens["spt_1"] = new TokenLookup.Unknown();

        Told.Refused(RefusalRule.TokenUnknown, await world.Complete(await world.ReadySession(), "spt_1"));
    }
}
