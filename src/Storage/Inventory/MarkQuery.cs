namespace Acp.Storage.Inventory;

/// <summary>What is marked for people, and by what they search, as statements that SQLite and PostgreSQL both understand.</summary>
/// <param name="mark">What the databases write before the number of a value.</param>
internal sealed class MarkQuery(char mark)
{
    /// <summary>
    /// Most states have none of these, and are in none of the indexes. A node of a version that did not know of marks changes
    /// a state and leaves the mark as it was: one that was not written with the newest version does not count.
    /// </summary>
    /// <param name="number">The database's word for a whole number.</param>
    /// <param name="text">And for a text.</param>
    public static IReadOnlyList<string> Migration(string number, string text) =>
    [
        $"ALTER TABLE states ADD COLUMN mark {text}",
        $"ALTER TABLE states ADD COLUMN marked_since {number}",
        $"ALTER TABLE states ADD COLUMN marked_at {number}",
        $"ALTER TABLE states ADD COLUMN buyer {text}",
        $"ALTER TABLE states ADD COLUMN intent {text}",
        .. Marks,
        "CREATE INDEX states_by_mark ON states (mark, marked_since, key) WHERE mark IS NOT NULL",
        "CREATE INDEX states_by_buyer ON states (buyer, created_at) WHERE buyer IS NOT NULL",
        "CREATE INDEX states_by_intent ON states (intent, created_at) WHERE intent IS NOT NULL",
    ];

    /// <summary>The mark, until when, the limit.</summary>
    public string Marked =>
        $"""
        SELECT key, state, marked_since, (SELECT count(*) FROM states WHERE {IsMarked}) FROM states WHERE {IsMarked}
        ORDER BY marked_since, key LIMIT {mark}3
        """;

    /// <summary>A buyer's digest and the limit.</summary>
    public string OfBuyer => Of("buyer");

    /// <summary>A payment and the limit.</summary>
    public string OfIntent => Of("intent");

    private string IsMarked => $"mark = {mark}1 AND marked_since <= {mark}2 AND marked_at = version";

    // What was stored before there were marks. Since when is not known; since its last change it is.
    private static IReadOnlyList<string> Marks =>
    [
        SetMark("unknown_attempt", "kind = 'checkout_session' AND status = 'CompleteInProgress'"),
        SetMark("waiting", "kind = 'checkout_session' AND status = 'AuthenticationRequired'"),
        SetMark("left_event", "kind = 'provider_event' AND status IN ('Dead', 'Orphaned')"),
        SetMark("dead_letter", "kind LIKE 'delivery.%' AND status = 'Dead'"),
        SetMark("unconfirmed_revocation", "kind = 'shared_payment_token' AND status = 'Revoked' AND key IN (SELECT subject FROM due)"),
    ];

    private static string SetMark(string name, string condition) =>
        $"UPDATE states SET mark = '{name}', marked_since = updated_at, marked_at = version WHERE {condition}";

    private string Of(string column) =>
        $"SELECT key, status, state, created_at FROM states WHERE {column} = {mark}1 ORDER BY created_at DESC, key DESC LIMIT {mark}2";
}
