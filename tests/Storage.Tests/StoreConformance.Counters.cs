using Acp.Store;

namespace Acp.Storage.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_counter_starts_at_nought_and_adds_up()
    {
        Assert.Equal(0, await Store.ReadCounter("stock"));

        await Committed(Units.Count("stock", 10));
        await Committed(Units.Count("stock", -13));

        Assert.Equal(-3, await Store.ReadCounter("stock"));
    }

    [Theory]
    [InlineData(-10, 0, true)]
    [InlineData(-11, 0, false)]
    [InlineData(-11, -1, true)]
    [InlineData(1, 12, false)]
    public async Task A_counter_may_reach_its_floor_and_not_pass_it(long delta, long floor, bool allowed)
    {
        await Committed(Units.Count("stock", 10));

        var verdict = await Store.Commit(Units.Count("stock", delta, floor));

        Assert.Equal(allowed ? new Verdict.Committed() : new Verdict.CounterShort("stock"), verdict);
        Assert.Equal(allowed ? 10 + delta : 10, await Store.ReadCounter("stock"));
    }

    [Fact]
    public async Task The_floor_holds_for_a_counter_that_was_never_written() =>
        Assert.Equal(new Verdict.CounterShort("stock"), await Store.Commit(Units.Count("stock", -1, 0)));

    [Fact]
    public async Task A_thousand_takers_of_ten_leave_exactly_ten_winners()
    {
        await Committed(Units.Count("available", 10));

        var verdicts = await CommitAtOnce(Enumerable.Range(0, 1000).Select(_ => Units.Empty() with
        {
            Counters = [new CounterChange("available", -1, 0), new CounterChange("held", 1, null)],
        }));

        Assert.Equal(10, verdicts.Count(verdict => verdict is Verdict.Committed));
        Assert.Equal(990, verdicts.Count(verdict => verdict == new Verdict.CounterShort("available")));
        Assert.Equal((0, 10), (await Store.ReadCounter("available"), await Store.ReadCounter("held")));
    }

    [Fact]
    public async Task A_counter_named_twice_in_a_unit_adds_up_under_each_floor()
    {
        await Committed(Units.Count("stock", 2));
        var take = new CounterChange("stock", -1, 0);

        await Committed(Units.Empty() with { Counters = [take, take] });

        Assert.Equal(new Verdict.CounterShort("stock"), await Store.Commit(Units.Empty() with { Counters = [take, take] }));
        Assert.Equal(0, await Store.ReadCounter("stock"));
    }
}
