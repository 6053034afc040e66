using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public sealed class When_a_fault_is_scripted : IDisposable
{
    private static readonly TimeSpan _pastTheDeadline = TimeSpan.FromSeconds(20);

    private readonly World _world = new();

    [Theory]
    [InlineData(FaultKind.LoseRequest, typeof(ChargeAnswer.Unknown), 0, typeof(ChargeAnswer.Succeeded))]
    [InlineData(FaultKind.LoseReply, typeof(ChargeAnswer.Unknown), 1, typeof(ChargeAnswer.Succeeded))]
    [InlineData(FaultKind.CommitThen500, typeof(ChargeAnswer.Unknown), 1, typeof(ChargeAnswer.Unknown))]
    [InlineData(FaultKind.Fail500, typeof(ChargeAnswer.Unknown), 0, typeof(ChargeAnswer.Unknown))]
    [InlineData(FaultKind.Reply429, typeof(ChargeAnswer.NotExecuted), 0, typeof(ChargeAnswer.Succeeded))]
    [InlineData(FaultKind.Reply409, typeof(ChargeAnswer.Unknown), 0, typeof(ChargeAnswer.Succeeded))]
    public async Task It_meets_the_next_charge_and_the_repeat_finds_what_became_of_it(FaultKind fault, Type first, int moved, Type repeat)
    {
        _world.Stripe.Faults.Next(fault);

        Assert.IsType(first, await _world.Charge());
        Assert.Equal(moved, _world.Stripe.Charges.Count);
        Assert.IsType(repeat, await _world.Charge());
        Assert.Equal([fault, null], _world.Stripe.Ledger.Select(entry => entry.Fault));
        Assert.True(_world.Stripe.Charges.Count <= 1);
    }

    [Theory]
    [InlineData(FaultKind.Slow)]
    [InlineData(FaultKind.Late)]
    public async Task A_charge_whose_caller_gave_up_is_carried_out_all_the_same(FaultKind fault)
    {
        _world.Stripe.Faults.Next(fault, delay: _pastTheDeadline);

        var charging = _world.Charge();
        _world.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.IsType<ChargeAnswer.Unknown>(await charging);
        Assert.Empty(_world.Stripe.Charges);

        _world.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Single(_world.Stripe.Charges);
        Assert.IsType<ChargeAnswer.Succeeded>(await _world.Charge());
        Assert.Single(_world.Stripe.Charges);
    }

    [Fact]
    public async Task A_late_packet_behind_its_repeat_charges_nothing()
    {
        _world.Stripe.Faults.Next(FaultKind.Late, delay: _pastTheDeadline);
        var charging = _world.Charge();
        Assert.IsType<ChargeAnswer.Succeeded>(await _world.Charge());

        _world.Time.Advance(_pastTheDeadline);

        Assert.IsType<ChargeAnswer.Unknown>(await charging);
        Assert.Equal([5397, 0], _world.Stripe.Ledger.Select(entry => entry.Charged));
    }

    [Fact]
    public async Task A_charge_can_be_held_before_its_execution()
    {
        var hold = _world.Stripe.Faults.HoldBeforeExecution();
        var charging = _world.Charge();
        await hold.Arrived;
        Assert.Empty(_world.Stripe.Charges);
        Assert.Equal((1, 1), _world.Stripe.Faults.Holds());

        hold.Release();
        Assert.IsType<ChargeAnswer.Succeeded>(await charging);
    }

    [Fact]
    public async Task A_charge_can_be_held_after_its_execution_and_its_repeat_finds_it()
    {
        var hold = _world.Stripe.Faults.HoldAfterExecution();
        var charging = _world.Charge();
        await hold.Arrived;
        Assert.Single(_world.Stripe.Charges);
        Assert.IsType<ChargeAnswer.Succeeded>(await _world.Charge());

        _world.Stripe.Faults.ReleaseAll();
        Assert.IsType<ChargeAnswer.Succeeded>(await charging);
        Assert.Single(_world.Stripe.Charges);
    }

    [Fact]
    public async Task It_waits_for_its_kind_of_call_and_happens_as_often_as_told()
    {
        _world.Stripe.Faults.Next(FaultKind.Reply429, times: 2);

        Assert.IsType<TokenLookup.Found>(await _world.Provider.LookUpToken("spt_1"));
        Assert.IsType<ChargeAnswer.NotExecuted>(await _world.Charge());
        Assert.IsType<ChargeAnswer.NotExecuted>(await _world.Charge());
        Assert.IsType<ChargeAnswer.Succeeded>(await _world.Charge());
    }

    [Fact]
    public async Task Every_call_takes_the_latency_by_the_fakes_clock()
    {
        _world.Stripe.Latency = TimeSpan.FromMilliseconds(300);
        var charging = _world.Charge();
        _world.Time.Advance(TimeSpan.FromMilliseconds(299));
        Assert.False(charging.IsCompleted);
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsType<ChargeAnswer.Succeeded>(await charging);
    }

    public void Dispose() => _world.Dispose();
}
