using Acp.Payments;
using Acp.Reconciling;

namespace Acp.Tests;

/// <summary>The newest part of a list, as it is compared: all of the time that it covers, and nothing of what lies before.</summary>
public sealed class When_more_is_listed_than_is_read_at_once
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LedgerSpan Hour = new(Start, Start.AddHours(1));

    /// <summary>Seconds after the start of each item, a page a list.</summary>
    private readonly List<int[]> pages = [];

    [Fact]
    public async Task It_covers_only_the_seconds_of_which_all_was_read()
    {
        pages.AddRange([[50, 40], [30, 30], [30, 20]]);

        var (items, covered, failure) = await Newest.Read(Hour, most: 2, List);

        Assert.Null(failure);
        Assert.Equal([50, 40, 30, 30], items);
        Assert.Equal(Start.AddSeconds(31), covered.From); // Of second 30 there may be more.
        Assert.Equal(Hour.To, covered.To);
    }

    [Fact]
    public async Task A_second_is_never_cut_however_much_there_is_of_it()
    {
        pages.AddRange([[50, 50], [50, 50], [50, 50], [40]]);

        var (items, covered, _) = await Newest.Read(Hour, most: 1, List);

        Assert.Equal((7, Hour), (items.Count, covered));
    }

    [Fact]
    public async Task What_fits_is_all_of_it()
    {
        pages.AddRange([[50], [40]]);

        Assert.Equal((2, Hour), await Newest.Read(Hour, most: 2, List) is var (items, covered, _) ? (items.Count, covered) : default);
    }

    private ValueTask<LedgerPage<object>> List(LedgerSpan span, string? after)
    {
        var page = after is null ? 0 : int.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        return new(new LedgerPage<object>.Listed(
            [.. pages[page].Cast<object>()], Start.AddSeconds(pages[page][^1]), page + 1 < pages.Count ? $"{page + 1}" : null));
    }
}
