using System.Globalization;
using Acp.Storage.Inventory;
using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>What waits for a person, and what people search by.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task What_is_marked_is_found_from_the_oldest_on_and_counted()
    {
        StateChange[] marked = [.. Enumerable.Range(0, 30).Select(i => Marked(i % 2 == 0 ? $"session/{i}\ufffd" : $"order/{i}🔑", "unknown", Units.Noon.AddMilliseconds(-i / 4)))];
        await Committed(Units.Swap([.. marked, Marked("other", "dead", Units.Noon), "plain".At(0)]));

        var found = await Store.FindMarked("unknown", Units.Noon, 7);

        var expected = marked.OrderBy(change => change.Index.Mark!.Since).ThenBy(change => change.Key, Bytes.Order).Take(7);
        Assert.Equal(expected.Select(change => (change.Key, change.Key, change.Index.Mark!.Since)), found.Longest.Select(state => (state.Key, state.State.Text(), state.Since)));
        Assert.Equal(30, found.Count);
    }

    [Fact]
    public async Task What_has_not_been_marked_for_as_long_does_not_count()
    {
        await Committed(Units.Swap(Marked("old", "unknown", Units.Noon), Marked("young", "unknown", Units.Noon.AddMilliseconds(1))));

        var found = await Store.FindMarked("unknown", Units.Noon.AddTicks(9_999), 10);

        Assert.Equal((1, "old"), (found.Count, Assert.Single(found.Longest).Key));
        Assert.Equal(0, (await Store.FindMarked("unknown", Units.Noon.AddMilliseconds(-1), 10)).Count);
    }

    [Fact]
    public async Task A_mark_is_as_it_was_written_last()
    {
        await Committed(Units.Swap(Marked("over", "unknown", Units.Noon), Marked("other", "unknown", Units.Noon)));
        await Committed(Units.Swap("over".At(1), Marked("other", "waiting", Units.Noon, version: 1)));

        Assert.Equal(0, (await Store.FindMarked("unknown", Units.Noon, 10)).Count);
        Assert.Equal("other", Assert.Single((await Store.FindMarked("waiting", Units.Noon, 10)).Longest).Key);
    }

    [Fact]
    public async Task What_did_not_land_marks_nothing()
    {
        await Committed(Units.Swap("key".At(0)));

        Assert.IsType<Verdict.Conflict>(await Store.Commit(Units.Swap(Marked("key", "unknown", Units.Noon))));

        Assert.Equal(0, (await Store.FindMarked("unknown", Units.Noon, 10)).Count);
    }

    [Fact]
    public async Task Either_term_finds_and_the_newest_comes_first()
    {
        StateChange[] found =
        [
            .. Enumerable.Range(0, 12).Select(i => Termed(
                i.ToString(CultureInfo.InvariantCulture), new SearchTerms(i % 3 == 1 ? null : "digest", i % 3 == 0 ? null : "pi_1"), Units.Noon.AddMilliseconds(i / 3))),
        ];
        await Committed(Units.Swap([.. found, Termed("other", new SearchTerms("pi_1", "digest"), Units.Noon), "plain".At(0)]));

        await Finds(found.Where(change => change.Index.Terms.Buyer is not null), new SearchTerms("digest", null));
        await Finds(found.Where(change => change.Index.Terms.Intent is not null), new SearchTerms(null, "pi_1"));
        await Finds(found, new SearchTerms("digest", "pi_1"));
        Assert.Empty(await Store.Search(new SearchTerms("Digest", "pi_"), 10));
        Assert.Empty(await Store.Search(SearchTerms.None, 10));
    }

    [Fact]
    public async Task A_term_is_as_it_was_written_last()
    {
        await Committed(Units.Swap(Termed("key", new SearchTerms("digest", "pi_1"), Units.Noon)));
        await Committed(Units.Swap("key".At(1)));

        Assert.Empty(await Store.Search(new SearchTerms("digest", "pi_1"), 10));
    }

    [Fact]
    public async Task Marks_and_terms_go_with_what_bears_them()
    {
        var change = Marked("key", "unknown", Units.Noon);
        await Committed(Units.Swap(change with { Index = change.Index with { Terms = new SearchTerms("digest", "pi_1"), KeptUntil = Clock.Now + Retention } }));
        Clock.Advance(Retention);

        await SomethingElse();

        Assert.Equal(0, (await Store.FindMarked("unknown", Units.Noon, 10)).Count);
        Assert.Empty(await Store.Search(new SearchTerms("digest", "pi_1"), 10));
    }

    [Fact]
    public async Task What_is_due_and_held_by_nobody_is_measured_by_kind()
    {
        await Committed(Units.Wake("session/1", Units.Noon.AddMinutes(-2)));
        await Committed(Units.Wake("session/2", Units.Noon));
        await Committed(Units.Wake("session/3", Units.Noon.AddMilliseconds(1)));
        await Committed(Units.Wake("order/1", Units.Noon.AddHours(-1)));

        Assert.Equal(new Backlog(2, Units.Noon.AddMinutes(-2)), await Store.MeasureDue("session", Units.Noon));
        Assert.Equal(["session/1"], await Store.ClaimDue("session", Units.Noon, TimeSpan.FromMinutes(1), 1));
        Assert.Equal(new Backlog(1, Units.Noon), await Store.MeasureDue("session", Units.Noon));
        Assert.Equal(new Backlog(0, null), await Store.MeasureDue("token", Units.Noon));
    }

    [Fact]
    public async Task Of_what_is_marked_or_found_a_page_has_one_row_at_least()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.FindMarked("unknown", Units.Noon, 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.Search(SearchTerms.None, 0));
    }

    private async Task Finds(IEnumerable<StateChange> expected, SearchTerms terms)
    {
        var newest = expected.OrderByDescending(change => change.Index.CreatedAt).ThenByDescending(change => change.Key, Bytes.Order).Select(change => change.Key).ToArray();
        Assert.Equal(newest, (await Store.Search(terms, 100)).Select(state => state.Key));
        Assert.Equal(newest.Take(3), (await Store.Search(terms, 3)).Select(state => state.Key));
    }

    private static StateChange Marked(string key, string mark, DateTimeOffset since, long version = 0)
    {
        var change = key.At(version, key);
        return change with { Index = change.Index with { Mark = new Mark(mark, since) } };
    }

    private static StateChange Termed(string key, SearchTerms terms, DateTimeOffset at)
    {
        var change = key.At(0, key);
        return change with { Index = change.Index with { Terms = terms, CreatedAt = at } };
    }
}
