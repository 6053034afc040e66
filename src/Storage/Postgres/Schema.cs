using Acp.Storage.Inventory;

namespace Acp.Storage.Postgres;

/// <summary>
/// The migrations, oldest first; <c>schema_version</c> holds how many of them a database has seen. One that was
/// released never changes: append. None may take long on a table with much in it, because the others wait. Times are unix milliseconds. Keys compare by bytes (<c>COLLATE "C"</c>), on every
/// server in the same order, which is the order in which rows are locked.
/// </summary>
internal static class Schema
{
    /// <summary>Said in the same words wherever it is asked, or the index is not used.</summary>
    public const string KindOfSubject = "split_part(subject, '/', 1)";

    public static IReadOnlyList<IReadOnlyList<string>> Migrations { get; } =
    [
        [
            // Room on the page lets a new version of a row stay beside the old one, without touching the index.
            """
            CREATE TABLE states (
                key text COLLATE "C" PRIMARY KEY,
                version bigint NOT NULL,
                state bytea NOT NULL,
                kind text NOT NULL,
                status text NOT NULL,
                platform text,
                amount bigint,
                currency text,
                created_at bigint NOT NULL,
                updated_at bigint NOT NULL
            ) WITH (fillfactor = 70)
            """,
            """
            CREATE TABLE counters (
                name text COLLATE "C" PRIMARY KEY,
                value bigint NOT NULL
            ) WITH (fillfactor = 50)
            """,
            """
            CREATE TABLE replies (
                platform text COLLATE "C" NOT NULL,
                path text COLLATE "C" NOT NULL,
                key text COLLATE "C" NOT NULL,
                fingerprint text NOT NULL,
                status integer NOT NULL,
                body bytea NOT NULL,
                kept_until bigint NOT NULL,
                PRIMARY KEY (platform, path, key)
            )
            """,
            "CREATE INDEX replies_by_age ON replies (kept_until)",
            """
            CREATE TABLE audit (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                subject text COLLATE "C" NOT NULL,
                at bigint NOT NULL,
                actor text NOT NULL,
                event text NOT NULL,
                detail text NOT NULL
            )
            """,
            "CREATE INDEX audit_by_subject ON audit (subject, id)",
            """
            CREATE TABLE outbox (
                sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                id text NOT NULL,
                subject text COLLATE "C" NOT NULL,
                kind text NOT NULL,
                payload bytea NOT NULL,
                at bigint NOT NULL
            )
            """,
            "CREATE INDEX outbox_by_subject ON outbox (subject, sequence)",
            // Claims look at lease_until alone (the due time itself until it is first claimed), so that they need not
            // step over what others hold.
            """
            CREATE TABLE due (
                subject text COLLATE "C" PRIMARY KEY,
                at bigint NOT NULL,
                lease_until bigint NOT NULL
            )
            """,
            "CREATE INDEX due_by_time ON due (lease_until, subject)",
            // landed = false closes the id of a unit that was asked about and was not there: it can no longer land.
            """
            CREATE TABLE commits (
                commit_id uuid PRIMARY KEY,
                at bigint NOT NULL,
                landed boolean NOT NULL
            )
            """,
            "CREATE INDEX commits_by_age ON commits (at)",
        ],
        ClusterMembership.Migration,
        Inventory,
        // The stronger lock first: a claim that comes in between would wait for us while we wait for it.
        ["DROP INDEX due_by_time", $"CREATE INDEX due_by_kind ON due ({KindOfSubject}, lease_until, subject)"],
        [
            "ALTER TABLE counters ADD COLUMN kept_until bigint",
            "CREATE INDEX counters_by_age ON counters (kept_until) WHERE kept_until IS NOT NULL",
        ],
        ["ALTER TABLE due ADD COLUMN through bigint NOT NULL DEFAULT 0"],
        OrderLists,
        ["DROP TABLE outbox"], // An order's record is what its messages are made of.
        MarkQuery.Columns("bigint", "text COLLATE \"C\""),
        // Their indexes and the marks take as long as there are states, and are made beside the others' work: see Marking.
        [
            "CREATE TABLE marking (after_key text COLLATE \"C\" NOT NULL, done boolean NOT NULL)",
            "INSERT INTO marking VALUES ('', false)",
        ],
    ];

    // With what a page is sorted by behind what it is asked for; ids are not in the indexes, because within a millisecond
    // there are few to be sorted. Each index costs a checkout two entries: hence one for all statuses and origins (with
    // the amount, so that a range of amounts is looked for without the rows), and partial ones where a checkout's tokens
    // have nothing. A tally has a row for each writer (see Sql.AddTallies).
    private static IReadOnlyList<string> Inventory =>
    [
        """
        CREATE TABLE tokens (
            id text COLLATE "C" PRIMARY KEY,
            origin text COLLATE "C" NOT NULL,
            status text COLLATE "C" NOT NULL,
            platform text COLLATE "C",
            merchant text COLLATE "C",
            session text COLLATE "C",
            currency text COLLATE "C",
            amount bigint,
            created_at bigint NOT NULL,
            expires_at bigint,
            ended_at bigint
        )
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
            name text COLLATE "C" NOT NULL,
            writer integer NOT NULL,
            value bigint NOT NULL,
            PRIMARY KEY (name, writer)
        ) WITH (fillfactor = 50)
        """,
        "ALTER TABLE states ADD COLUMN kept_until bigint",
        "CREATE INDEX states_by_age ON states (kept_until) WHERE kept_until IS NOT NULL",
        "CREATE INDEX states_by_kind ON states (kind, key) WHERE kind NOT IN ('checkout_session', 'shared_payment_token')",
        "CREATE INDEX states_by_status ON states (kind, status, key) WHERE kind NOT IN ('checkout_session', 'shared_payment_token')",
    ];

    // A listing by key left orders out from then on: they are many, and are wanted newest first.
    private static IReadOnlyList<string> OrderLists =>
        ["DROP INDEX states_by_kind", "DROP INDEX states_by_status", .. StateQuery.Indexes, .. OrderQuery.Indexes];
}
