using Acp.CheckoutSessions;

namespace Acp.Tests;

public sealed class When_a_platform_may_have_so_much_a_day : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task However_many_ask_at_once_it_gets_that_and_no_more()
    {
        await Allow(tokens: 10);
        var other = world.StartProcess();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => world.Issue(key: $"k{i}", process: i % 2 == 0 ? other : null))));

        Assert.Equal(10, answers.Count(answer => Told.Of(answer).Status == 201));
        Assert.Equal(50, answers.Count(answer => Told.Of(answer).Text == nameof(RefusalRule.DailyTokensExceeded)));
        Assert.Equal(10, world.Issuer.Issued.Count);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task The_sum_counts_in_each_currency()
    {
        await Allow(amount: 1_200);

        Assert.Equal(201, Told.Of(await world.Issue(World.Wish(1_000))).Status);
        Told.Refused(RefusalRule.DailyAmountExceeded, await world.Issue(World.Wish(201)));
        Assert.Equal(201, Told.Of(await world.Issue(World.Wish(200))).Status);
        Assert.Equal(201, Told.Of(await world.Issue(World.Wish(5_000, currency: "eur"))).Status);
    }

    [Fact]
    public async Task A_refusal_of_the_provider_costs_nothing()
    {
        await Allow(tokens: 1, amount: 500);
        world.Issuer.Faults.Enqueue(IssuerFault.Refused);
        world.Issuer.Faults.Enqueue(IssuerFault.NotExecuted);

        Told.Refused(RefusalRule.IssueRefused, await world.Issue(key: "refused"));
        Told.Refused(RefusalRule.IssueRefused, await world.Issue(key: "refused"));
        Assert.IsType<Answer.ProviderUnavailable>(await world.Issue(key: "taken"));

        Assert.Equal(201, Told.Of(await world.Issue(key: "taken")).Status);
        Told.Refused(RefusalRule.DailyTokensExceeded, await world.Issue());
    }

    [Fact]
    public async Task An_outcome_that_is_not_known_counts_once_however_often_it_is_sent()
    {
        await Allow(tokens: 2);
        Enumerable.Range(0, 3).ToList().ForEach(_ => world.Issuer.Faults.Enqueue(IssuerFault.ReplyLost));
        await world.Issue(key: "k");
        await world.Issue(key: "k");
        await world.Issue(key: "k");

        Assert.Equal(201, Told.Of(await world.Issue()).Status);
        Told.Refused(RefusalRule.DailyTokensExceeded, await world.Issue());
        Assert.Equal(201, Told.Of(await world.Issue(key: "k")).Status);
    }

    [Fact]
    public async Task The_next_day_is_another_one()
    {
        await Allow(tokens: 1);
        await world.Issue();
        Told.Refused(RefusalRule.DailyTokensExceeded, await world.Issue());

        world.Clock.Advance(TimeSpan.FromHours(12));

        Assert.Equal(201, Told.Of(await world.Issue()).Status);
    }

    /// <summary>Else every platform would leave a few rows behind each day, for ever.</summary>
    [Fact]
    public async Task What_a_day_gave_is_forgotten_a_week_later()
    {
        await Allow(tokens: 10, amount: 10_000);
        var day = $"issued/{World.Platform}/{world.Clock.Now:yyyy-MM-dd}/";
        await world.Issue();

        await PassAndRegister(TimeSpan.FromDays(7), "a.example");
        Assert.Equal((-1, -500), (await world.Store.ReadCounter(day + "tokens"), await world.Store.ReadCounter(day + "usd")));

        await PassAndRegister(TimeSpan.FromDays(1), "b.example");
        Assert.Equal((0, 0), (await world.Store.ReadCounter(day + "tokens"), await world.Store.ReadCounter(day + "usd")));
    }

    private Task PassAndRegister(TimeSpan time, string domain)
    {
        world.Clock.Advance(time);
        return world.Register(domain);
    }

    private Task Allow(long? tokens = null, long? amount = null)
    {
        world.Policies.Default = world.Policies.Default! with
        {
            TokensPerDay = tokens,
            AmountsPerDay = amount is { } sum ? new Dictionary<string, long> { ["usd"] = sum } : [],
        };
        return world.Register();
    }
}
