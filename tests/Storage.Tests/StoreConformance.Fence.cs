using Acp.Store;

namespace Acp.Storage.Tests;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_key_that_was_never_written_is_not_there() => Assert.Null(await Store.Load("nobody"));

    [Fact]
    public async Task Each_write_raises_the_version_by_one()
    {
        await Committed(Units.Swap("session".At(0, "first")));
        await Committed(Units.Swap("session".At(1, "second")));

        var stored = await Store.Load("session");
        Assert.Equal(("second", 2), (stored.Text(), stored!.Version));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_key_at_another_version_than_expected_is_a_conflict(long expected)
    {
        await Committed(Units.Swap("session".At(0, "first")));
        await Committed(Units.Swap("session".At(1, "second")));

        Assert.Equal(new Verdict.Conflict("session"), await Store.Commit(Units.Swap("session".At(expected, "late"))));
        Assert.Equal("second", (await Store.Load("session")).Text());
    }

    [Fact]
    public async Task A_key_that_is_not_there_cannot_be_at_a_version() =>
        Assert.Equal(new Verdict.Conflict("session"), await Store.Commit(Units.Swap("session".At(1))));

    [Fact]
    public async Task Every_key_of_a_unit_is_fenced_and_the_verdict_names_the_one()
    {
        await Committed(Units.Swap("a".At(0), "b".At(0), "c".At(0)));
        await Committed(Units.Swap("b".At(1)));

        Assert.Equal(new Verdict.Conflict("b"), await Store.Commit(Units.Swap("a".At(1), "b".At(1), "c".At(1))));
        Assert.Equal(new List<long> { 1, 2, 1 }, await Versions("a", "b", "c"));
    }

    [Fact]
    public async Task Of_many_writers_that_loaded_the_same_version_exactly_one_wins()
    {
        for (var version = 0; version < 100; version++)
        {
            var expected = version;
            var verdicts = await CommitAtOnce(Enumerable.Range(0, 8).Select(i => Units.Swap("session".At(expected, $"writer {i}"))));

            var winner = Assert.Single(Enumerable.Range(0, 8), i => verdicts[i] is Verdict.Committed);
            Assert.Equal(7, verdicts.Count(verdict => verdict == new Verdict.Conflict("session")));
            Assert.Equal($"writer {winner}", (await Store.Load("session")).Text());
        }
    }

    [Fact]
    public async Task Bad_units_among_good_ones_fail_alone()
    {
        var units = Enumerable.Range(0, 200).Select(i => Units.Swap($"key {i}".At(i % 3 == 0 ? 1 : 0))).ToList();

        var verdicts = await CommitAtOnce(units);

        Assert.Equal(units.Select(unit => unit.States[0].ExpectedVersion == 0), verdicts.Select(verdict => verdict is Verdict.Committed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("ключ 🔑")]
    public async Task Keys_and_states_come_back_as_they_were_written(string text)
    {
        await Committed(Units.Swap(text.At(0, text), (text + "\0").At(0, "its neighbour")));

        Assert.Equal(text, (await Store.Load(text)).Text());
    }

    [Fact]
    public async Task What_the_caller_does_with_its_buffer_afterwards_does_not_reach_the_store()
    {
        var buffer = "before"u8.ToArray();
        await Committed(Units.Swap("key".At(0) with { State = buffer }));

        buffer.AsSpan().Fill((byte)'x');

        Assert.Equal("before", (await Store.Load("key")).Text());
    }

    private async Task<List<long>> Versions(params string[] keys)
    {
        var versions = new List<long>();
        foreach (var key in keys)
        {
            versions.Add((await Store.Load(key))?.Version ?? 0);
        }

        return versions;
    }
}
