namespace Acp.Storage.Inventory;

/// <summary>A page of states of one kind, as a statement that SQLite and PostgreSQL both understand.</summary>
internal static class StateQuery
{
    // Said in the same words in the statement: the indexes are of kinds of which there are few, and are found by their condition.
    public const string OfFew = "kind NOT IN ('checkout_session', 'shared_payment_token', 'order')";

    public static IReadOnlyList<string> Indexes { get; } =
    [
        $"CREATE INDEX states_by_kind ON states (kind, key) WHERE {OfFew}",
        $"CREATE INDEX states_by_status ON states (kind, status, key) WHERE {OfFew}",
    ];

    /// <param name="mark">What the databases write before the number of a value.</param>
    /// <returns>The statement, and its texts in order; the limit is the value after them.</returns>
    public static (string Sql, IReadOnlyList<string> Texts) Page(char mark, string kind, string? status, string? after)
    {
        List<string> texts = [kind];
        var sql = $"SELECT key, status, state, created_at FROM states WHERE kind = {mark}1";
        foreach (var (comparison, text) in new[] { ("status =", status), ("key >", after) })
        {
            if (text is not null)
            {
                texts.Add(text);
                sql += $" AND {comparison} {mark}{texts.Count}";
            }
        }

        return ($"{sql} AND {OfFew} ORDER BY key LIMIT {mark}{texts.Count + 1}", texts);
    }
}
