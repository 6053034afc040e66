using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public sealed class When_a_fault_is_scripted : IDisposable
{
    private static readonly TimeSpan PastTheDeadline = TimeSpan.FromSeconds(20);

    private readonly World world = new();

    [Theory]
    [InlineData(FaultKind.LoseRequest, typeof(ChargeAnswer.Unknown), 0, typeof(ChargeAnswer.Succeeded))]
    [InlineData(FaultKind.LoseReply, typeof(ChargeAnswer.Unknown), 1, typeof(ChargeAnswer.Succeeded))]
    [InlineData(FaultKind.CommitThen500, typeof(ChargeAnswer.Unknown), 1, typeof(ChargeAnswer.Unknown))]
    [InlineData(FaultKind.Fail500, typeof(ChargeAnswer.Unknown), 0, typeof(ChargeAnswer.Unknown))]
    [InlineData(FaultKind.Reply429, typeof(ChargeAnswer.NotExecuted), 0, typeof(ChargeAnswer.Succeeded))]
    [InlineData(FaultKind.Reply409, typeof(ChargeAnswer.Unknown), 0, typeof(ChargeAnswer.Succeeded))]
    public async Task It_meets_the_next_charge_and_the_repeat_finds_what_became_of_it(FaultKind fault, Type first, int moved, Type repeat)
    {
        world.Stripe.Faults.Next(fault);

        Assert.IsType(first, await world.Charge());
        Assert.Equal(moved, world.Stripe.Charges.Count);
        Assert.IsType(repeat, await world.Charge());
        Assert.Equal([fault, null], world.Stripe.Ledger.Select(entry => entry.Fault));
        Assert.True(world.Stripe.Charges.Count <= 1);
    }

    [Fact]
    public async Task One_that_stands_meets_its_share_of_the_calls_and_the_same_ones_for_a_seed()
    {
        var first = await LostOf(500, seed: 7);
        Assert.InRange(first.Count, 70, 130);
        Assert.Equal(first, await LostOf(500, seed: 7));
        Assert.NotEqual(first, await LostOf(500, seed: 8));
    }

    [Fact]
    public async Task One_that_stands_lets_those_in_line_go_first_and_ends_when_it_is_deleted()
    {
        await world.Post("/_fake/faults", "kind=lose_reply&probability=1&seed=3");
        world.Stripe.Faults.Next(FaultKind.Reply429);
        await world.Charge("spt_1", "cs_1");
        await world.Charge("spt_2", "cs_2");
        world.Stripe.Faults.Clear();
        await world.Charge("spt_3", "cs_3");

        Assert.Equal([FaultKind.Reply429, FaultKind.LoseReply, null], world.Stripe.Ledger.Select(entry => entry.Fault));
    }

    [Theory]
    [InlineData("kind=lose_reply&probability=0")]
    [InlineData("kind=lose_reply&probability=1.1")]
    [InlineData("kind=hold_after_execution&probability=0.5")]
    public async Task One_that_cannot_stand_is_refused(string form) => Assert.Equal(400, (await world.Post("/_fake/faults", form)).Status);

    [Theory]
    [InlineData(FaultKind.Slow)]
    [InlineData(FaultKind.Late)]
    public async Task A_charge_whose_caller_gave_up_is_carried_out_all_the_same(FaultKind fault)
    {
        world.Stripe.Faults.Next(fault, delay: PastTheDeadline);

        var charging = world.Charge();
        world.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.IsType<ChargeAnswer.Unknown>(await charging);
        Assert.Empty(world.Stripe.Charges);

        world.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Single(world.Stripe.Charges);
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge());
        Assert.Single(world.Stripe.Charges);
    }

    [Fact]
    public async Task A_late_packet_behind_its_repeat_charges_nothing()
    {
        world.Stripe.Faults.Next(FaultKind.Late, delay: PastTheDeadline);
        var charging = world.Charge();
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge());

        world.Time.Advance(PastTheDeadline);

        Assert.IsType<ChargeAnswer.Unknown>(await charging);
        Assert.Equal([5397, 0], world.Stripe.Ledger.Select(entry => entry.Charged));
    }

    [Fact]
    public async Task A_charge_can_be_held_before_its_execution()
    {
        var hold = world.Stripe.Faults.HoldBeforeExecution();
        var charging = world.Charge();
        await hold.Arrived;
        Assert.Empty(world.Stripe.Charges);
        Assert.Equal((1, 1), world.Stripe.Faults.Holds());

        hold.Release();
        Assert.IsType<ChargeAnswer.Succeeded>(await charging);
    }

    [Fact]
    public async Task A_charge_can_be_held_after_its_execution_and_its_repeat_finds_it()
    {
        var hold = world.Stripe.Faults.HoldAfterExecution();
        var charging = world.Charge();
        await hold.Arrived;
        Assert.Single(world.Stripe.Charges);
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge());

        world.Stripe.Faults.ReleaseAll();
        Assert.IsType<ChargeAnswer.Succeeded>(await charging);
        Assert.Single(world.Stripe.Charges);
    }

    [Fact]
    public async Task It_waits_for_its_kind_of_call_and_happens_as_often_as_told()
    {
        world.Stripe.Faults.Next(FaultKind.Reply429, times: 2);

        Assert.IsType<TokenLookup.Found>(await world.Provider.LookUpToken("spt_1"));
        Assert.IsType<ChargeAnswer.NotExecuted>(await world.Charge());
        Assert.IsType<ChargeAnswer.NotExecuted>(await world.Charge());
        Assert.IsType<ChargeAnswer.Succeeded>(await world.Charge());
    }

    [Fact]
    public async Task Every_call_takes_the_latency_by_the_fakes_clock()
    {
        world.Stripe.Latency = TimeSpan.FromMilliseconds(300);
        var charging = world.Charge();
        world.Time.Advance(TimeSpan.FromMilliseconds(299));
        Assert.False(charging.IsCompleted);
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsType<ChargeAnswer.Succeeded>(await charging);
    }

    public void Dispose() => world.Dispose();

    private static async Task<IReadOnlyList<int>> LostOf(int calls, int seed)
    {
        using var world = new World();
        world.Stripe.Faults.Often(FaultKind.LoseReply, 0.2, seed: seed);
        for (var i = 0; i < calls; i++)
        {
            await world.Charge($"spt_{i}", $"cs_{i}");
        }

        return [.. world.Stripe.Ledger.Select((entry, i) => (entry, i)).Where(it => it.entry.Fault == FaultKind.LoseReply).Select(it => it.i)];
    }
}
