using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Storage.Inventory;
using Acp.Store;

namespace Acp.Storage.Memory;

/// <summary>What administration asks, answered by looking at everything. The databases must come to the same.</summary>
internal static class Listing
{
    public static IEnumerable<ListedState> States(Contents contents, string kind, string? status, string? after) =>
        contents.Index
            .Where(index => index.Value.Kind == kind && (status is null || index.Value.Status == status))
            .Where(index => after is null || Bytes.Order.Compare(index.Key, after) > 0)
            .OrderBy(index => index.Key, Bytes.Order)
            .Select(index => new ListedState(index.Key, index.Value.Status, contents.States[index.Key].State, index.Value.CreatedAt));

    public static IEnumerable<ListedState> Orders(Contents contents, OrderFilter filter, OrderPlace? after) =>
        contents.Index
            .Where(index => index.Value.Kind == "order" && Is(index.Value.Status, filter.Status?.ToString()) && Is(index.Value.Platform, filter.Platform))
            .Select(index => new ListedState(index.Key, index.Value.Status, contents.States[index.Key].State, index.Value.CreatedAt.Whole()))
            .Where(order => after is null || IsBehind((order.CreatedAt, order.Key), (after.CreatedAt.Whole(), after.Key)))
            .OrderByDescending(order => order.CreatedAt)
            .ThenByDescending(order => order.Key, Bytes.Order);

    public static IEnumerable<TokenRow> Tokens(Contents contents, TokenFilter filter, DateTimeOffset now, TokenPlace? after) =>
        contents.Tokens.Values
            .Select(row => row.At(now))
            .Where(row => Fits(row, filter))
            .Where(row => after is null || IsBehind((row.CreatedAt, row.Id), (after.CreatedAt.Whole(), after.Id)))
            .OrderByDescending(row => row.CreatedAt)
            .ThenByDescending(row => row.Id, Bytes.Order);

    public static IEnumerable<string> Overdue(Contents contents, DateTimeOffset now) =>
        contents.Tokens.Values
            .Where(row => row.IsOverdue(now) && row.Session is null)
            .OrderBy(row => row.ExpiresAt)
            .ThenBy(row => row.Id, Bytes.Order)
            .Select(row => row.Id);

    public static Dictionary<string, long> Tallies(Contents contents, IReadOnlyList<(string From, string To)> ranges) =>
        contents.Tallies
            .Where(tally => tally.Value != 0 && ranges.Any(range => Bytes.Order.IsWithin(tally.Key, range.From, range.To)))
            .ToDictionary();

    public static TokenCount Count(Contents contents, IReadOnlyList<(string From, string To)> ranges, DateTimeOffset now)
    {
        var overdue =
            from row in contents.Tokens.Values
            where row.IsOverdue(now)
            group row by (row.Origin, row.Currency) into rows
            select new OverdueTokens(rows.Key.Origin, rows.Key.Currency, rows.LongCount(), rows.Sum(row => row.Amount ?? 0));
        return new TokenCount(Tallies(contents, ranges), [.. overdue]);
    }

    public static MarkedStates Marked(Contents contents, string mark, DateTimeOffset until, int limit)
    {
        var marked = contents.Index
            .Where(index => index.Value.Mark?.Name == mark && index.Value.Mark.Since.Whole() <= until.Whole())
            .Select(index => new MarkedState(index.Key, contents.States[index.Key].State, index.Value.Mark!.Since.Whole()))
            .OrderBy(state => state.Since)
            .ThenBy(state => state.Key, Bytes.Order)
            .ToArray();
        return new MarkedStates(marked.Length, [.. marked.Take(limit)]);
    }

    public static IEnumerable<ListedState> Search(Contents contents, SearchTerms terms) =>
        contents.Index
            .Where(index => Has(index.Value.Terms.Buyer, terms.Buyer) || Has(index.Value.Terms.Intent, terms.Intent))
            .Select(index => new ListedState(index.Key, index.Value.Status, contents.States[index.Key].State, index.Value.CreatedAt.Whole()))
            .OrderByDescending(state => state.CreatedAt)
            .ThenByDescending(state => state.Key, Bytes.Order);

    public static Backlog Due(Contents contents, string kind, DateTimeOffset now)
    {
        var due = contents.Due.Where(due => due.Value <= now.ToUnixTimeMilliseconds() && due.Key.Split('/')[0] == kind).ToArray();
        return new Backlog(due.Length, due.Length == 0 ? null : due.Min(due => due.Value).ToTime());
    }

    private static bool Has(string? term, string? wanted) => wanted is not null && term == wanted;

    private static bool IsBehind((DateTimeOffset At, string Id) row, (DateTimeOffset At, string Id) place) =>
        row.At < place.At || (row.At == place.At && Bytes.Order.Compare(row.Id, place.Id) < 0);

    private static bool Fits(TokenRow row, TokenFilter filter) =>
        Is(row.Status, filter.Status)
        && Is(row.Origin, filter.Origin)
        && Is(row.Platform, filter.Platform)
        && Is(row.Merchant, filter.Merchant)
        && Is(row.Session, filter.Session)
        && Is(row.Currency, filter.Currency)
        && (filter.CreatedFrom is not { } from || row.CreatedAt >= from.Whole())
        && (filter.CreatedTo is not { } to || row.CreatedAt < to.Whole())
        && (filter.AmountFrom is not { } least || row.Amount >= least)
        && (filter.AmountTo is not { } most || row.Amount <= most);

    private static bool Is<T>(T value, T? wanted)
        where T : struct =>
        wanted is not { } given || value.Equals(given);

    private static bool Is(string? value, string? wanted) => wanted is null || value == wanted;
}
