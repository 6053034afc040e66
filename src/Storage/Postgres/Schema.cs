namespace Acp.Storage.Postgres;

/// <summary>
/// The migrations, oldest first; <c>schema_version</c> holds how many of them a database has seen. One that was
/// released never changes: append. Times are unix milliseconds. Keys compare by bytes (<c>COLLATE "C"</c>), on every
/// server in the same order, which is the order in which rows are locked.
/// </summary>
internal static class Schema
{
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
    ];
}
