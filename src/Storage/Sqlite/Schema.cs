using Acp.Storage.Inventory;

namespace Acp.Storage.Sqlite;

/// <summary>
/// The migrations, oldest first; a database's <c>user_version</c> is how many of them it has seen. One that was
/// released never changes: append. STRICT, so that a number is a number; times are unix milliseconds.
/// </summary>
internal static class Schema
{
    /// <summary>Said in the same words wherever it is asked, or the index is not used.</summary>
    public const string KindOfSubject = "substr(subject, 1, instr(subject || '/', '/') - 1)";

    public static IReadOnlyList<IReadOnlyList<string>> Migrations { get; } =
    [
        [
            """
            CREATE TABLE states (
                id INTEGER PRIMARY KEY,
                key TEXT NOT NULL UNIQUE,
                version INTEGER NOT NULL,
                state BLOB NOT NULL,
                kind TEXT NOT NULL,
                status TEXT NOT NULL,
                platform TEXT,
                amount INTEGER,
                currency TEXT,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE counters (
                name TEXT NOT NULL PRIMARY KEY,
                value INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE replies (
                id INTEGER PRIMARY KEY,
                platform TEXT NOT NULL,
                path TEXT NOT NULL,
                key TEXT NOT NULL,
                fingerprint TEXT NOT NULL,
                status INTEGER NOT NULL,
                body BLOB NOT NULL,
                kept_until INTEGER NOT NULL,
                UNIQUE (platform, path, key)
            ) STRICT
            """,
            "CREATE INDEX replies_by_age ON replies (kept_until)",
            """
            CREATE TABLE audit (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                subject TEXT NOT NULL,
                at INTEGER NOT NULL,
                actor TEXT NOT NULL,
                event TEXT NOT NULL,
                detail TEXT NOT NULL
            ) STRICT
            """,
            "CREATE INDEX audit_by_subject ON audit (subject)",
            // AUTOINCREMENT: a number is never given twice, also after the newest message was removed.
            """
            CREATE TABLE outbox (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL,
                subject TEXT NOT NULL,
                kind TEXT NOT NULL,
                payload BLOB NOT NULL,
                at INTEGER NOT NULL
            ) STRICT
            """,
            "CREATE INDEX outbox_by_subject ON outbox (subject)",
            // Claims look at lease_until alone (the due time itself until it is first claimed), so that they need not
            // step over what others hold.
            """
            CREATE TABLE due (
                subject TEXT NOT NULL PRIMARY KEY,
                at INTEGER NOT NULL,
                lease_until INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX due_by_time ON due (lease_until, subject)",
            // Numbered by arrival: the oldest are found without an index on their time.
            """
            CREATE TABLE commits (
                id INTEGER PRIMARY KEY,
                commit_id BLOB NOT NULL UNIQUE,
                at INTEGER NOT NULL
            ) STRICT
            """,
        ],
        Inventory,
        [$"CREATE INDEX due_by_kind ON due ({KindOfSubject}, lease_until, subject)", "DROP INDEX due_by_time"],
        [
            "ALTER TABLE counters ADD COLUMN kept_until INTEGER",
            "CREATE INDEX counters_by_age ON counters (kept_until) WHERE kept_until IS NOT NULL",
        ],
        ["ALTER TABLE due ADD COLUMN through INTEGER NOT NULL DEFAULT 0"],
        OrderLists,
        ["DROP TABLE outbox"], // An order's record is what its messages are made of.
        Marks,
    ];

    // One pass, of seconds on what one process serves: readers go on meanwhile, and there is no other node.
    private static IReadOnlyList<string> Marks =>
    [
        .. MarkQuery.Columns("INTEGER", "TEXT"),
        $"UPDATE states SET mark = {MarkQuery.OfOld}, marked_since = updated_at, marked_at = version WHERE {MarkQuery.OfOld} IS NOT NULL",
        .. MarkQuery.Indexes.Select(index => $"CREATE INDEX {index.Name} ON {index.On}"),
    ];

    // As on PostgreSQL, where the reasons are. A tally is one row: there is one writer.
    private static IReadOnlyList<string> Inventory =>
    [
        """
        CREATE TABLE tokens (
            id TEXT NOT NULL PRIMARY KEY,
            origin TEXT NOT NULL,
            status TEXT NOT NULL,
            platform TEXT,
            merchant TEXT,
            session TEXT,
            currency TEXT,
            amount INTEGER,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            ended_at INTEGER
        ) STRICT
        """,
        "CREATE INDEX tokens_by_status ON tokens (status, origin, created_at, amount)",
        "CREATE INDEX tokens_by_platform ON tokens (platform, created_at)",
        "CREATE INDEX tokens_by_merchant ON tokens (merchant, created_at) WHERE merchant IS NOT NULL",
        "CREATE INDEX tokens_by_session ON tokens (session) WHERE session IS NOT NULL",
        "CREATE INDEX tokens_by_currency ON tokens (currency, created_at)",
        "CREATE INDEX tokens_by_amount ON tokens (amount)",
        "CREATE INDEX tokens_overdue ON tokens (expires_at) WHERE status = 'Active' AND expires_at IS NOT NULL",
        """
        CREATE TABLE tallies (
            name TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        "ALTER TABLE states ADD COLUMN kept_until INTEGER",
        "CREATE INDEX states_by_age ON states (kept_until) WHERE kept_until IS NOT NULL",
        "CREATE INDEX states_by_kind ON states (kind, key) WHERE kind NOT IN ('checkout_session', 'shared_payment_token')",
        "CREATE INDEX states_by_status ON states (kind, status, key) WHERE kind NOT IN ('checkout_session', 'shared_payment_token')",
    ];

    // A listing by key left orders out from then on: they are many, and are wanted newest first.
    private static IReadOnlyList<string> OrderLists =>
        ["DROP INDEX states_by_kind", "DROP INDEX states_by_status", .. StateQuery.Indexes, .. OrderQuery.Indexes];
}
