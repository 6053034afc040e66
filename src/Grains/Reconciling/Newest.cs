using Acp.Payments;

namespace Acp.Reconciling;

/// <summary>Reads the newest part of a list, newest first, up to a bound.</summary>
internal static class Newest
{
    /// <param name="list">A page of it.</param>
    /// <param name="most">Pages; more only where they are all of one second, which cannot be cut.</param>
    /// <returns>What was read, and from when on it is all of it; or why nothing was.</returns>
    public static async ValueTask<(List<T> Items, LedgerSpan Covered, Slice? Failure)> Read<T>(
        LedgerSpan span, int most, Func<LedgerSpan, string?, ValueTask<LedgerPage<T>>> list)
    {
        List<T> items = [];
        DateTimeOffset? newest = null;
        string? next = null;
        for (var pages = 1; ; pages++)
        {
            switch (await list(span, next))
            {
                case LedgerPage<T>.Listed page:
                    items.AddRange(page.Items);
                    newest ??= page.OldestAt;
                    next = page.Next;
                    if (next is null)
                    {
                        return (items, span, null);
                    }

                    // Of the oldest second there may be more on the next page.
                    if (pages >= most && page.OldestAt is { } oldest && oldest < newest)
                    {
                        return (items, span with { From = oldest.AddSeconds(1) }, null);
                    }

                    break;
                case LedgerPage<T>.Refused:
                    return ([], span, new Slice.Refused());
                default:
                    return ([], span, new Slice.NotAnswered());
            }
        }
    }
}
