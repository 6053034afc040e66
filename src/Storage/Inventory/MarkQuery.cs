namespace Acp.Storage.Inventory;

/// <summary>What is marked for people, and by what they search, as statements that SQLite and PostgreSQL both understand.</summary>
/// <param name="mark">What the databases write before the number of a value.</param>
internal sealed class MarkQuery(char mark)
{
    /// <summary>
    /// Of the processor's events, those that are about a checkout or its payment. What was written before there were marks
    /// does not say, and may be.
    /// </summary>
    public const string OfPayments = "(intent IS NOT NULL OR marked_at IS NULL)";

    /// <summary>
    /// Most states have none of these, and are in none of the indexes. A node of a version that did not know of marks changes
    /// a state and leaves the mark as it was: one that was not written with the newest version does not count.
    /// </summary>
    /// <param name="number">The database's word for a whole number.</param>
    /// <param name="text">And for a text.</param>
    public static IReadOnlyList<string> Columns(string number, string text) =>
    [
        $"ALTER TABLE states ADD COLUMN mark {text}",
        $"ALTER TABLE states ADD COLUMN marked_since {number}",
        $"ALTER TABLE states ADD COLUMN marked_at {number}",
        $"ALTER TABLE states ADD COLUMN buyer {text}",
        $"ALTER TABLE states ADD COLUMN intent {text}",
    ];

    /// <summary>By name, what each is of.</summary>
    public static IReadOnlyList<(string Name, string On)> Indexes { get; } =
    [
        ("states_by_mark", "states (mark, marked_since, key) WHERE mark IS NOT NULL"),
        ("states_by_buyer", "states (buyer, created_at) WHERE buyer IS NOT NULL"),
        ("states_by_intent", "states (intent, created_at) WHERE intent IS NOT NULL"),
    ];

    /// <summary>
    /// The mark of a state that was stored before there were marks, or null. Since when is not known; since its last change
    /// it is. What a refund or a contradiction would be marked for is not in the columns.
    /// </summary>
    public const string OfOld =
        """
        CASE
            WHEN kind = 'checkout_session' AND status = 'CompleteInProgress' THEN 'unknown_attempt'
            WHEN kind = 'checkout_session' AND status = 'AuthenticationRequired' THEN 'waiting'
            WHEN kind = 'provider_event' AND status IN ('Dead', 'Orphaned') THEN 'left_event'
            WHEN kind LIKE 'delivery.%' AND status = 'Dead' THEN 'dead_letter'
            WHEN kind = 'shared_payment_token' AND status = 'Revoked'
                AND EXISTS (SELECT 1 FROM due WHERE due.subject = states.key) THEN 'unconfirmed_revocation'
        END
        """;

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

    private string Of(string column) =>
        $"SELECT key, status, state, created_at FROM states WHERE {column} = {mark}1 ORDER BY created_at DESC, key DESC LIMIT {mark}2";
}
