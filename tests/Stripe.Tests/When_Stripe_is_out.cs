using Acp.Fakes;
using Acp.Payments;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Stripe.Tests;

public sealed class When_Stripe_is_out : IDisposable
{
    private readonly World world = new();

    [Theory]
    [InlineData(FaultKind.LoseRequest)]
    [InlineData(FaultKind.LoseReply)]
    [InlineData(FaultKind.Fail500)]
    public async Task After_ten_failures_in_a_row_nothing_more_is_sent_and_no_charge_is_refused_for_it(FaultKind fault)
    {
        await Fail(10, fault);

        Assert.Equal(10, world.Stripe.Ledger.Count);
        Assert.IsType<ChargeAnswer.NotExecuted>(await Pay( "cs_next"));
        Assert.IsType<TokenLookup.NotAnswered>(await world.Provider.LookUpToken("spt_1"));
        Assert.IsType<ChargeAnswer.NotExecuted>(await world.Provider.CancelIntent("pi_1"));
        Assert.IsType<ChargeFinding.NotAnswered>(await world.Provider.FindCharge(new("cs_1", 1, "spt_1", null, world.Time.Now)));
        Assert.Equal(10, world.Stripe.Ledger.Count);
    }

    /// <summary>It is another account, and has a line of its own.</summary>
    [Fact]
    public async Task After_ten_failures_in_a_row_nothing_more_is_sent_for_the_issuer_either()
    {
        for (var issue = 1; issue <= 10; issue++)
        {
            world.Stripe.Faults.Next(FaultKind.LoseReply, StripeCall.IssueToken);
            Assert.IsType<IssueAnswer.Unknown>(await world.Issue(World.IssueOrder($"ti_{issue}")));
        }

        Assert.IsType<IssueAnswer.NotExecuted>(await world.Issue(World.IssueOrder("ti_next")));
        Assert.IsType<IssuedLookup.NotAnswered>(await world.Issuer.LookUpIssued("spt_1"));
        Assert.IsType<RevokeAnswer.NotAnswered>(await world.Issuer.Revoke("spt_1", "acp:revoke:spt_1"));
        Assert.Equal(10, world.Stripe.Ledger.Count);
        Assert.IsType<ChargeAnswer.Succeeded>(await Pay());
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<IssueAnswer.Issued>(await world.Issue(World.IssueOrder("ti_next")));
    }

    [Fact]
    public async Task A_storm_of_waiters_costs_one_call_at_each_try()
    {
        await Fail(10, FaultKind.LoseRequest);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        var hold = world.Stripe.Faults.HoldAfterExecution();
        var first = Pay( "cs_first");
        await hold.Arrived;

        var others = await Task.WhenAll(Enumerable.Range(0, 100).Select(it => Pay( $"cs_other{it}")));

        Assert.All(others, it => Assert.IsType<ChargeAnswer.NotExecuted>(it));
        hold.Release();
        Assert.IsType<ChargeAnswer.Succeeded>(await first);
        Assert.Equal(11, world.Stripe.Ledger.Count);
        Assert.IsType<ChargeAnswer.Succeeded>(await Pay( "cs_after"));
    }

    [Fact]
    public async Task The_time_between_two_tries_doubles_up_to_half_a_minute_and_starts_anew_after_it_has_answered()
    {
        await Fail(10, FaultKind.LoseRequest);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30, 30 })
        {
            world.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.IsType<ChargeAnswer.NotExecuted>(await Pay());
            world.Time.Advance(TimeSpan.FromTicks(1));
            await Fail(1, FaultKind.LoseRequest);
        }

        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.IsType<ChargeAnswer.Succeeded>(await Pay());
        await Fail(10, FaultKind.LoseRequest);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<ChargeAnswer.Succeeded>(await Pay());
    }

    [Fact]
    public async Task A_try_that_was_not_sent_after_all_leaves_the_way_to_the_next()
    {
        await Fail(10, FaultKind.LoseRequest);
        world.Time.Advance(TimeSpan.FromSeconds(1));

        var frozen = world.Provider.Freeze(World.Order());
        Assert.IsType<ChargeAnswer.NotExecuted>(await world.Provider.Charge("acp:cs_1:1", frozen, world.Time.Now));
        Assert.IsType<ChargeAnswer.Succeeded>(await Pay());
    }

    [Theory]
    [InlineData(FaultKind.Reply409)]
    [InlineData(FaultKind.Reply429)]
    public async Task A_refusal_is_an_answer_and_keeps_no_call_back(FaultKind fault)
    {
        await Fail(30, fault);
        await world.Charge("spt_expired_1");
        await world.Charge("tok_decline");
        Assert.IsType<ChargeAnswer.Succeeded>(await Pay( "cs_next"));
    }

    [Fact]
    public async Task A_500_that_is_kept_under_a_key_says_nothing_of_today()
    {
        world.Stripe.Faults.Next(FaultKind.Fail500);
        for (var repeat = 0; repeat < 30; repeat++)
        {
            Assert.IsType<ChargeAnswer.Unknown>(await world.Charge());
        }

        Assert.IsType<ChargeAnswer.Succeeded>(await Pay( "cs_next"));
    }

    [Fact]
    public async Task Half_of_many_calls_is_an_outage_and_half_of_a_few_is_not()
    {
        await Mixed(19);
        Assert.IsType<ChargeAnswer.Succeeded>(await Pay( "cs_next"));
        world.Time.Advance(TimeSpan.FromSeconds(11));
        await Mixed(19);
        Assert.IsType<ChargeAnswer.Succeeded>(await Pay( "cs_after"));
        await Fail(1, FaultKind.LoseRequest);
        Assert.IsType<ChargeAnswer.NotExecuted>(await Pay( "cs_last"));
    }

    [Fact]
    public void A_call_from_before_the_outage_says_nothing_of_it()
    {
        var breaker = ProviderCircuit.Create(world.Time, NullLogger.Instance);
        var old = breaker.TryEnter()!.Value;
        Fail(breaker, 10);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        var trial = breaker.TryEnter()!.Value;

        breaker.Leave(old, CallHealth.Healthy);
        Assert.Null(breaker.TryEnter());
        breaker.Leave(old, CallHealth.Failing);
        breaker.Leave(trial, CallHealth.Healthy);
        Assert.NotNull(breaker.TryEnter());
    }

    [Fact]
    public async Task Of_many_threads_one_tries()
    {
        var breaker = ProviderCircuit.Create(world.Time, NullLogger.Instance);
        Fail(breaker, 10);
        for (var round = 0; round < 50; round++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(30));
            var entered = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(breaker.TryEnter)));
            breaker.Leave(Assert.Single(entered.OfType<int>()), CallHealth.Failing);
        }
    }

    [Fact]
    public void The_log_says_when_it_begins_and_when_it_ends()
    {
        var log = new Logs<CircuitBreaker>();
        var breaker = ProviderCircuit.Create(world.Time, log);
        Fail(breaker, 10);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        breaker.Leave(breaker.TryEnter()!.Value, CallHealth.Failing);
        world.Time.Advance(TimeSpan.FromSeconds(2));
        breaker.Leave(breaker.TryEnter()!.Value, CallHealth.Healthy);

        Assert.Collection(
            log.Lines,
            line => Assert.Contains("none is made for 1 s", line, StringComparison.Ordinal),
            line => Assert.Contains("none is made for 2 s", line, StringComparison.Ordinal),
            line => Assert.Contains("answers again", line, StringComparison.Ordinal));
    }

    public void Dispose() => world.Dispose();

    private static void Fail(CircuitBreaker breaker, int times)
    {
        for (var call = 0; call < times; call++)
        {
            breaker.Leave(breaker.TryEnter()!.Value, CallHealth.Failing);
        }
    }

    private Task<ChargeAnswer> Pay(string session = "cs_1") => world.Charge("tok_visa", session);

    private async Task Fail(int times, FaultKind fault)
    {
        world.Stripe.Faults.Next(fault, StripeCall.Any, times);
        for (var call = 0; call < times; call++)
        {
            Assert.IsNotType<ChargeAnswer.Succeeded>(await Pay( $"cs_fails{call}_{world.Time.Now.Ticks}"));
        }
    }

    // One that succeeds and one that fails, in turn.
    private async Task Mixed(int pairs)
    {
        for (var pair = 0; pair < pairs; pair++)
        {
            await Pay( $"cs_works{pair}");
            await Fail(1, FaultKind.LoseRequest);
        }
    }
}
