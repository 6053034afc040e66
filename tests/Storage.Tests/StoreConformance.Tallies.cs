using Acp.Store;

namespace Acp.Storage.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_tally_adds_up_whatever_units_bring_it()
    {
        await Committed(Units.Tally(("used", 3), ("issued", 1)));
        await Committed(Units.Tally(("used", -1), ("used", 5)));

        Assert.Equal(new Dictionary<string, long> { ["issued"] = 1, ["used"] = 7 }, await Store.ReadTallies("a", "z"));
    }

    [Fact]
    public async Task Tallies_are_read_from_a_name_to_before_another_by_bytes()
    {
        // By bytes U+FFFD comes before what lies beyond U+FFFF; by UTF-16 it would come after.
        string[] names = ["a", "b", "b/", "b0", "c", "c\ufffd", "c🔑", "d"];
        await Committed(Units.Tally([.. names.Select(name => (name, 1L))]));

        Assert.Equal(["b", "b/", "b0"], (await Store.ReadTallies("b", "c")).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["b/"], (await Store.ReadTallies("b/", "b0")).Keys);
        Assert.Equal(["c\ufffd"], (await Store.ReadTallies("c\ufffd", "c🔑")).Keys);
        Assert.Empty(await Store.ReadTallies("e", "z"));
    }

    [Fact]
    public async Task A_tally_that_has_come_to_nought_is_not_there()
    {
        await Committed(Units.Tally(("active", 2)));
        await Committed(Units.Tally(("active", -2)));

        Assert.Empty(await Store.ReadTallies("a", "z"));
    }

    [Fact]
    public async Task A_unit_that_loses_adds_nothing()
    {
        await Committed(Units.Swap("key".At(0)));
        await Committed(Units.Keep(Units.Reply("kept", Clock.Now.AddHours(24))));
        var adding = Units.Tally(("used", 1));
        Unit[] losers =
        [
            adding with { CommitId = Guid.NewGuid(), States = ["key".At(0)] },
            adding with { CommitId = Guid.NewGuid(), Counters = [new CounterChange("stock", -1, 0)] },
            adding with { CommitId = Guid.NewGuid(), Replies = [Units.Reply("kept", Clock.Now.AddHours(24))] },
        ];

        var verdicts = await CommitAtOnce([.. losers, Units.Tally(("used", 10))]);

        Assert.Single(verdicts, verdict => verdict is Verdict.Committed);
        Assert.Equal(10, (await Store.ReadTallies("used", "usee"))["used"]);
    }

    [Fact]
    public async Task A_tally_that_would_leave_64_bits_refuses_its_unit_alone()
    {
        await Committed(Units.Tally(("full", long.MaxValue)));
        var broken = Units.Tally(("other", 1), ("full", 1)) with { States = ["key".At(0)] };

        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Commit(broken));

        Assert.Equal(new Dictionary<string, long> { ["full"] = long.MaxValue }, await Store.ReadTallies("a", "z"));
        Assert.Null(await Store.Load("key"));
        Assert.False(await Store.HasLanded(broken.CommitId));
    }

    [Fact]
    public async Task Many_at_once_add_up_exactly()
    {
        await CommitAtOnce(Enumerable.Range(0, 500).Select(i => Units.Tally(("all", 1), ($"some {i % 7}", i))));

        var tallies = await Store.ReadTallies("a", "z");
        Assert.Equal(500, tallies["all"]);
        Assert.Equal(500 * 499 / 2, tallies.Where(tally => tally.Key != "all").Sum(tally => tally.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task A_tally_without_a_name_or_with_too_long_a_one_is_a_mistake(int length) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Commit(Units.Tally((new string('x', length), 1))));
}
