using System.Data.Common;
using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Storage.Inventory;
using Acp.Store;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>What administration asks.</summary>
/// <param name="reads">For what is always the same statement.</param>
/// <param name="lists">For pages, each of which is planned for what it looks for: see <see cref="Connections.Lists"/>.</param>
internal sealed class InventoryQuestions(Reads reads, Reads lists)
{
    public async ValueTask<IReadOnlyList<ListedState>> States(string kind, string? status, string? after, int limit)
    {
        var (sql, texts) = StateQuery.Page('$', kind, status, after);
        return await reads.Rows(new Question<ListedState>(
            sql,
            ask => texts.Aggregate(ask, (to, text) => to.Text(text)).Number(limit),
            Listed)).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<ListedState>> Orders(OrderFilter filter, OrderPlace? after, int limit)
    {
        var query = new OrderQuery('$');
        var page = query.Page(filter, after, limit);
        return await lists.Rows(new Question<ListedState>(page, ask => Bind(ask, query.Values), Listed)).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<TokenRow>> Tokens(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit)
    {
        var query = new TokenQuery('$');
        var page = query.Page(filter, now, after, limit, await AreFew(filter).ConfigureAwait(false));
        return await lists.Rows(new Question<TokenRow>(page, ask => Bind(ask, query.Values), row => Row(row).At(now))).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<string>> Overdue(DateTimeOffset now, int limit) => await reads.Rows(new Question<string>(
        Sql.FindOverdue, ask => ask.Number(now.ToUnixTimeMilliseconds()).Number(limit), row => row.StoredText(0))).ConfigureAwait(false);

    public async ValueTask<IReadOnlyDictionary<string, long>> Tallies(string from, string to)
    {
        var tallies = await reads.Rows(new Question<KeyValuePair<string, long>>(
            Sql.ReadTallies,
            ask => ask.Texts([from]).Texts([to]),
            row => KeyValuePair.Create(row.StoredText(0), row.GetInt64(1)))).ConfigureAwait(false);
        return tallies.ToDictionary();
    }

    public async ValueTask<TokenCount> Count(IReadOnlyList<(string From, string To)> ranges, DateTimeOffset now)
    {
        var rows = await reads.Rows(new Question<(KeyValuePair<string, long>? Tally, OverdueTokens? Overdue)>(
            Sql.CountTokens,
            ask => ask.Texts(ranges.Select(range => range.From)).Texts(ranges.Select(range => range.To)).Number(now.ToUnixTimeMilliseconds()),
            row => row.IsDBNull(0) ? (null, OverdueOf(row)) : (KeyValuePair.Create(row.StoredText(0), row.GetInt64(3)), null))).ConfigureAwait(false);
        return new TokenCount(
            rows.Select(row => row.Tally).OfType<KeyValuePair<string, long>>().DistinctBy(tally => tally.Key).ToDictionary(),
            [.. rows.Select(row => row.Overdue).OfType<OverdueTokens>()]);
    }

    public async ValueTask<MarkedStates> Marked(string mark, DateTimeOffset until, int limit)
    {
        var rows = await reads.Rows(new Question<(MarkedState State, long Count)>(
            new MarkQuery('$').Marked,
            ask => ask.Text(mark).Number(until.ToUnixTimeMilliseconds()).Number(limit),
            row => (new(row.StoredText(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2).ToTime()), row.GetInt64(3)))).ConfigureAwait(false);
        return new MarkedStates(rows is [var first, ..] ? first.Count : 0, [.. rows.Select(row => row.State)]);
    }

    public async ValueTask<IReadOnlyList<ListedState>> Search(SearchTerms terms, int limit) => InventoryRules.Newest(
        [.. await Find(new MarkQuery('$').OfBuyer, terms.Buyer, limit).ConfigureAwait(false), .. await Find(new MarkQuery('$').OfIntent, terms.Intent, limit).ConfigureAwait(false)],
        limit);

    public async ValueTask<Backlog> Due(string kind, DateTimeOffset now) => (await reads.Row(new Question<Backlog>(
        Sql.MeasureDue,
        ask => ask.Text(kind).Number(now.ToUnixTimeMilliseconds()),
        row => new Backlog(row.GetInt64(0), row.NumberOrNull(1)?.ToTime()))).ConfigureAwait(false))!;

    private async ValueTask<List<ListedState>> Find(string sql, string? term, int limit) => term is null
        ? []
        : await reads.Rows(new Question<ListedState>(sql, ask => ask.Text(term).Number(limit), Listed)).ConfigureAwait(false);

    private async ValueTask<bool> AreFew(TokenFilter filter)
    {
        if (!TokenQuery.AsksForAmountsAlone(filter))
        {
            return false;
        }

        var query = new TokenQuery('$');
        var count = query.CountAmounts(filter);
        return await lists.Row(new Question<long>(count, ask => Bind(ask, query.Values), row => row.GetInt64(0))).ConfigureAwait(false) <= TokenQuery.Few;
    }

    private static OverdueTokens OverdueOf(DbDataReader row) =>
        new(Enum.Parse<TokenOrigin>(row.StoredText(1)), row.StoredTextOrNull(2), row.GetInt64(3), row.GetInt64(4));

    private static void Bind(NpgsqlParameterCollection ask, IReadOnlyList<object> values)
    {
        foreach (var value in values)
        {
            _ = value is string text ? ask.Text(text) : ask.Number((long)value);
        }
    }

    private static ListedState Listed(DbDataReader row) =>
        new(row.StoredText(0), row.StoredText(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3).ToTime());

    private static TokenRow Row(DbDataReader row) => new(
        row.StoredText(0),
        Enum.Parse<TokenOrigin>(row.StoredText(1)),
        Enum.Parse<SharedPaymentTokenStatus>(row.StoredText(2)),
        row.StoredTextOrNull(3),
        row.StoredTextOrNull(4),
        row.StoredTextOrNull(5),
        row.StoredTextOrNull(6),
        row.NumberOrNull(7),
        row.GetInt64(8).ToTime(),
        row.NumberOrNull(9)?.ToTime(),
        row.NumberOrNull(10)?.ToTime());
}
