using Acp.Store;

namespace Acp.Storage.Tests;

public abstract partial class StoreConformance
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(400);
    private static readonly TimeSpan NextLook = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_state_past_its_time_goes_with_its_trail()
    {
        await Committed(Finished("over", Clock.Now + Retention));
        await Committed(Finished("kept for ever", until: null));
        await Committed(Finished("kept longer", Clock.Now + Retention + TimeSpan.FromMinutes(10)));
        Clock.Advance(Retention);

        await SomethingElse();

        Assert.Equal((null, 0), await LeftOf("over"));
        Assert.Equal((1, 1), await LeftOf("kept for ever"));
        Assert.Equal((1, 1), await LeftOf("kept longer"));
    }

    [Fact]
    public async Task Nothing_goes_before_its_time()
    {
        await Committed(Finished("session", Clock.Now + Retention));
        Clock.Advance(Retention - TimeSpan.FromMilliseconds(1));

        await SomethingElse();

        Assert.Equal((1, 1), await LeftOf("session"));
    }

    [Fact]
    public async Task What_is_kept_again_meanwhile_stays()
    {
        await Committed(Finished("again", Clock.Now + Retention));
        await Committed(Finished("just in time", Clock.Now + Retention));
        await Committed(Units.Swap("again".At(1)));
        Clock.Advance(Retention);

        await Committed(Units.Swap("just in time".At(1)));
        Clock.Advance(NextLook);
        await SomethingElse();

        Assert.Equal((2, 1), await LeftOf("again"));
        Assert.Equal((2, 1), await LeftOf("just in time"));
    }

    [Fact]
    public async Task What_is_still_to_be_woken_is_not_finished()
    {
        await Committed(Finished("session", Clock.Now + Retention) with { Due = [new DueTime("session", Clock.Now + Retention)] });
        Clock.Advance(Retention);
        await SomethingElse();
        Assert.Equal((1, 1), await LeftOf("session"));

        await Committed(Units.Wake("session", null));
        Clock.Advance(NextLook);
        await SomethingElse();

        Assert.Equal((null, 0), await LeftOf("session"));
    }

    [Fact]
    public async Task A_forgotten_key_is_new_again_and_who_remembers_a_version_loses()
    {
        await Committed(Finished("session", Clock.Now + Retention));
        Clock.Advance(Retention);
        await SomethingElse();

        Assert.Equal(new Verdict.Conflict("session"), await Store.Commit(Units.Swap("session".At(1))));
        await Committed(Units.Swap("session".At(0, "another")));

        Assert.Equal((1, 0), await LeftOf("session"));
    }

    [Fact]
    public async Task What_is_listed_of_a_token_stays()
    {
        var row = Units.Token("spt_1");
        await Committed(Units.Swap(row.At(0).KeptUntil(Clock.Now + Retention)));
        Clock.Advance(Retention);
        await SomethingElse();

        Assert.Null(await Store.Load("token/spt_1"));
        Assert.Equal([row], await Listed(new()));
    }

    [Fact]
    public async Task A_counter_past_its_time_is_nought_again()
    {
        await Committed(Counting("over", Clock.Now + Retention));
        await Committed(Counting("counts for ever", until: null));
        await Committed(Counting("counts longer", Clock.Now + Retention + TimeSpan.FromMilliseconds(1)));
        await Committed(Counting("counted again", Clock.Now + Retention));
        await Committed(Counting("counted again", Clock.Now + Retention + TimeSpan.FromDays(1)));
        await Committed(Counting("for ever after all", Clock.Now + Retention));
        await Committed(Counting("for ever after all", until: null));
        Clock.Advance(Retention);

        await SomethingElse();

        Assert.Equal(0, await Store.ReadCounter("over"));
        Assert.Equal((1, 1), (await Store.ReadCounter("counts for ever"), await Store.ReadCounter("counts longer")));
        Assert.Equal((2, 2), (await Store.ReadCounter("counted again"), await Store.ReadCounter("for ever after all")));
        await Committed(Counting("over", until: null));
        Assert.Equal(1, await Store.ReadCounter("over"));
    }

    /// <summary>As where the change that prolongs it is also the one that finds it overdue.</summary>
    [Fact]
    public async Task A_counter_that_is_counted_just_in_time_goes_on()
    {
        await Committed(Counting("day", Clock.Now + Retention));
        Clock.Advance(Retention);

        await Committed(Counting("day", Clock.Now + Retention));
        Clock.Advance(NextLook);
        await SomethingElse();

        Assert.Equal(2, await Store.ReadCounter("day"));
    }

    private static Unit Counting(string name, DateTimeOffset? until) =>
        Units.Empty() with { Counters = [new CounterChange(name, 1, Floor: null) { KeptUntil = until }] };

    private static Unit Finished(string key, DateTimeOffset? until) => Units.Swap(key.At(0).KeptUntil(until)) with
    {
        Audit = [Entry(key, "finished")],
    };

    // What is forgotten is forgotten along with other work.
    private Task SomethingElse() => Committed(Units.Count("something else", 1));

    private async Task<(long? Version, int Trail)> LeftOf(string key) => ((await Store.Load(key))?.Version, (await Store.ReadAudit(key)).Count);
}
