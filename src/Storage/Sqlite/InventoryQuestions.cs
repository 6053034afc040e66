using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Storage.Inventory;
using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>What administration asks, on a connection that only reads. Asked seldom, so not all of it is prepared.</summary>
internal sealed class InventoryQuestions(SqliteConnection connection)
{
    // By itself SQLite takes the index of all that is active, most of which is not overdue.
    private const string OverdueIds =
        """
        SELECT id FROM tokens INDEXED BY tokens_overdue WHERE status = 'Active' AND expires_at <= ? AND session IS NULL
        ORDER BY expires_at, id LIMIT ?
        """;

    private const string OverdueSums =
        """
        SELECT origin, currency, count(*), coalesce(sum(amount), 0)
        FROM tokens INDEXED BY tokens_overdue WHERE status = 'Active' AND expires_at <= ?
        GROUP BY origin, currency
        """;

    private const string DueNow = $"SELECT count(*), min(lease_until) FROM due WHERE {Schema.KindOfSubject} = ? AND lease_until <= ?";

    private const string TalliesWithin = "SELECT name, value FROM tallies WHERE name >= ? AND name < ? AND value <> 0";

    public IReadOnlyList<ListedState> States(string kind, string? status, string? after, int limit)
    {
        var (sql, texts) = StateQuery.Page('?', kind, status, after);
        using var ask = new Statement(connection, sql);
        foreach (var text in texts)
        {
            ask.Bind(text);
        }

        return ask.Bind(limit).Rows(Listed);
    }

    public IReadOnlyList<ListedState> Orders(OrderFilter filter, OrderPlace? after, int limit)
    {
        var query = new OrderQuery('?');
        using var ask = new Statement(connection, query.Page(filter, after, limit));
        return Bind(ask, query.Values).Rows(Listed);
    }

    public IReadOnlyList<TokenRow> Tokens(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit)
    {
        var query = new TokenQuery('?');
        using var ask = new Statement(connection, query.Page(filter, now, after, limit, AreFew(filter)));
        return Bind(ask, query.Values).Rows(row => Row(row).At(now));
    }

    public IReadOnlyList<string> Overdue(long now, int limit)
    {
        using var ask = new Statement(connection, OverdueIds);
        return ask.Bind(now).Bind(limit).Rows(row => row.Text(0));
    }

    public IReadOnlyDictionary<string, long> Tallies(IReadOnlyList<(string From, string To)> ranges)
    {
        using var ask = new Statement(connection, TalliesWithin);
        var found = new Dictionary<string, long>();
        foreach (var (from, to) in ranges)
        {
            ask.Bind(from).Bind(to).Rows(row => found[row.Text(0)] = row.Number(1));
        }

        return found;
    }

    /// <summary>In one transaction, so that all of it is of one moment.</summary>
    public TokenCount Count(IReadOnlyList<(string From, string To)> ranges, long now)
    {
        connection.Execute("BEGIN");
        using var ask = new Statement(connection, OverdueSums);
        var count = new TokenCount(Tallies(ranges), [.. ask.Bind(now).Rows(OverdueOf)]);
        connection.Execute("COMMIT");
        return count;
    }

    public MarkedStates Marked(string mark, long until, int limit)
    {
        using var ask = new Statement(connection, new MarkQuery('?').Marked);
        var rows = ask.Bind(mark).Bind(until).Bind(limit)
            .Rows(row => (State: new MarkedState(row.Text(0), row.Bytes(1), row.Number(2).ToTime()), Count: row.Number(3)));
        return new MarkedStates(rows is [var first, ..] ? first.Count : 0, [.. rows.Select(row => row.State)]);
    }

    public IReadOnlyList<ListedState> Search(SearchTerms terms, int limit) => InventoryRules.Newest(
        [.. Find(new MarkQuery('?').OfBuyer, terms.Buyer, limit), .. Find(new MarkQuery('?').OfIntent, terms.Intent, limit)], limit);

    public Backlog Due(string kind, long now)
    {
        using var ask = new Statement(connection, DueNow);
        return ask.Bind(kind).Bind(now).Row(row => new Backlog(row.Number(0), row.NumberOrNull(1)?.ToTime()))!;
    }

    private List<ListedState> Find(string sql, string? term, int limit)
    {
        if (term is null)
        {
            return [];
        }

        using var ask = new Statement(connection, sql);
        return ask.Bind(term).Bind(limit).Rows(Listed);
    }

    private bool AreFew(TokenFilter filter)
    {
        if (!TokenQuery.AsksForAmountsAlone(filter))
        {
            return false;
        }

        var query = new TokenQuery('?');
        using var ask = new Statement(connection, query.CountAmounts(filter));
        return Bind(ask, query.Values).Rows(row => row.Number(0))[0] <= TokenQuery.Few;
    }

    private static Statement Bind(Statement ask, IReadOnlyList<object> values) =>
        values.Aggregate(ask, (to, value) => value is string text ? to.Bind(text) : to.Bind((long)value));

    private static OverdueTokens OverdueOf(Statement row) => new(Enum.Parse<TokenOrigin>(row.Text(0)), row.TextOrNull(1), row.Number(2), row.Number(3));

    private static ListedState Listed(Statement row) => new(row.Text(0), row.Text(1), row.Bytes(2), row.Number(3).ToTime());

    private static TokenRow Row(Statement row) => new(
        row.Text(0),
        Enum.Parse<TokenOrigin>(row.Text(1)),
        Enum.Parse<SharedPaymentTokenStatus>(row.Text(2)),
        row.TextOrNull(3),
        row.TextOrNull(4),
        row.TextOrNull(5),
        row.TextOrNull(6),
        row.NumberOrNull(7),
        row.Number(8).ToTime(),
        row.NumberOrNull(9)?.ToTime(),
        row.NumberOrNull(10)?.ToTime());
}
