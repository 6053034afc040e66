namespace Acp.Storage.Postgres;

/// <summary>
/// Everything the store says. Rows come as arrays, so that a statement is the same for one and for many. Every
/// transaction takes its locks in the order of <see cref="RoundStatements"/>, and rows of a table in the order of
/// their keys: two processes cannot wait for each other.
/// </summary>
internal static class Sql
{
    public const string LockStates = "SELECT key, version FROM states WHERE key = ANY ($1) ORDER BY key FOR NO KEY UPDATE";

    public const string LockCounters = "SELECT name, value FROM counters WHERE name = ANY ($1) ORDER BY name FOR NO KEY UPDATE";

    public const string FindReplies =
        """
        SELECT r.platform, r.path, r.key, r.kept_until
        FROM unnest($1, $2, $3) AS q (platform, path, key)
        JOIN replies r ON r.platform = q.platform AND r.path = q.path AND r.key = q.key
        """;

    public const string FindCommits = "SELECT commit_id FROM commits WHERE commit_id = ANY ($1)";

    // The inserts have no ON CONFLICT: where another process was faster, the transaction must fail before it commits.
    public const string InsertStates =
        """
        INSERT INTO states (key, version, state, kind, status, platform, amount, currency, created_at, updated_at, kept_until,
            mark, marked_since, buyer, intent, marked_at)
        SELECT n.*, n.version FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            AS n (key, version, state, kind, status, platform, amount, currency, created_at, updated_at, kept_until,
                mark, marked_since, buyer, intent)
        ORDER BY n.key COLLATE "C"
        """;

    public const string UpdateStates =
        """
        UPDATE states s
        SET version = n.version, state = n.state, kind = n.kind, status = n.status, platform = n.platform,
            amount = n.amount, currency = n.currency, created_at = n.created_at, updated_at = n.updated_at, kept_until = n.kept_until,
            mark = n.mark, marked_since = n.marked_since, buyer = n.buyer, intent = n.intent, marked_at = n.version
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            AS n (key, version, state, kind, status, platform, amount, currency, created_at, updated_at, kept_until,
                mark, marked_since, buyer, intent)
        WHERE s.key = n.key
        """;

    // Fenced by their states, which this transaction has locked or made.
    public const string WriteTokens =
        """
        INSERT INTO tokens (id, origin, status, platform, merchant, session, currency, amount, created_at, expires_at, ended_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            AS n (id, origin, status, platform, merchant, session, currency, amount, created_at, expires_at, ended_at)
        ORDER BY n.id COLLATE "C"
        ON CONFLICT (id) DO UPDATE
        SET origin = excluded.origin, status = excluded.status, platform = excluded.platform, merchant = excluded.merchant,
            session = excluded.session, currency = excluded.currency, amount = excluded.amount, created_at = excluded.created_at,
            expires_at = excluded.expires_at, ended_at = excluded.ended_at
        """;

    // Each connection adds to rows of its own, as good as always, so that no process waits for another one's flush. Where
    // two share a number, they share a row, in the order of names.
    public const string AddTallies =
        """
        INSERT INTO tallies (name, writer, value)
        SELECT n.name, pg_backend_pid() % 32, n.value FROM unnest($1, $2) AS n (name, value) ORDER BY n.name COLLATE "C"
        ON CONFLICT (name, writer) DO UPDATE SET value = tallies.value + excluded.value
        """;

    public const string InsertCounters =
        """
        INSERT INTO counters (name, value, kept_until)
        SELECT * FROM unnest($1, $2, $3) AS n (name, value, kept_until) ORDER BY n.name COLLATE "C"
        """;

    public const string UpdateCounters =
        """
        UPDATE counters c SET value = n.value, kept_until = n.kept_until
        FROM unnest($1, $2, $3) AS n (name, value, kept_until) WHERE c.name = n.name
        """;

    public const string DeleteExpiredReplies =
        """
        DELETE FROM replies r USING unnest($1, $2, $3) AS q (platform, path, key)
        WHERE r.platform = q.platform AND r.path = q.path AND r.key = q.key AND r.kept_until <= $4
        """;

    public const string InsertReplies =
        """
        INSERT INTO replies (platform, path, key, fingerprint, status, body, kept_until)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) AS n (platform, path, key, fingerprint, status, body, kept_until)
        ORDER BY n.platform COLLATE "C", n.path COLLATE "C", n.key COLLATE "C"
        """;

    public const string InsertAudit =
        """
        INSERT INTO audit (subject, at, actor, event, detail)
        SELECT n.subject, n.at, n.actor, n.event, n.detail
        FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS n (subject, at, actor, event, detail, place)
        ORDER BY n.place
        """;

    public const string ForgetReplies =
        """
        DELETE FROM replies r USING unnest($1, $2) AS q (platform, path)
        WHERE r.platform = q.platform AND r.path = q.path
        """;

    public const string RewriteReplies =
        """
        UPDATE replies r SET status = q.status, body = q.body FROM unnest($1, $2, $3, $4, $5, $6) AS q (platform, path, key, status, body, kept_until)
        WHERE r.platform = q.platform AND r.path = q.path AND r.key = q.key AND r.kept_until = q.kept_until
        """;

    public const string BlankTrails =
        "UPDATE audit a SET detail = $3 FROM unnest($1, $2) AS q (subject, event) WHERE a.subject = q.subject AND a.event = q.event";

    // Sets lease_until too: a new time ends whatever lease there was.
    public const string SetDue =
        """
        INSERT INTO due (subject, at, lease_until, through)
        SELECT n.subject, n.at, n.at, n.through FROM unnest($1, $2, $3) AS n (subject, at, through) ORDER BY n.subject COLLATE "C"
        ON CONFLICT (subject) DO UPDATE
        SET at = excluded.at, lease_until = excluded.lease_until, through = greatest(due.through, excluded.through)
        """;

    public const string ClearDue =
        "DELETE FROM due d USING unnest($1, $2) AS n (subject, through) WHERE d.subject = n.subject AND d.through <= n.through";

    public const string InsertCommits =
        "INSERT INTO commits (commit_id, at, landed) SELECT n.id, $2, true FROM unnest($1) AS n (id) ORDER BY n.id";

    // Waits for a transaction that is about to commit the id; from then on the id has landed or never will. It writes even
    // where the id is known, so that the answer, too, waits for a synchronous standby to have it.
    public const string CloseCommits =
        """
        INSERT INTO commits (commit_id, at, landed)
        SELECT n.id, $2, false FROM unnest($1) AS n (id) ORDER BY n.id
        ON CONFLICT (commit_id) DO UPDATE SET at = commits.at
        """;

    public const string FindLanded = "SELECT commit_id FROM commits WHERE commit_id = ANY ($1) AND landed";

    // Locked rows are stepped over: forgetting waits for nobody.
    public const string PruneReplies =
        """
        DELETE FROM replies WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM replies WHERE kept_until <= $1 ORDER BY kept_until LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    public const string PruneCommits =
        """
        DELETE FROM commits WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM commits WHERE at < $1 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    public const string PruneCounters =
        """
        DELETE FROM counters WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM counters WHERE kept_until <= $1 ORDER BY kept_until LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    // A state that is locked is being changed, and may be kept from then on: it is stepped over, and one that was changed
    // just before is looked at anew. Who is still to be woken is not finished. Docs: decisions/0015.
    public const string PruneStates =
        """
        WITH finished AS (
            SELECT key FROM states s
            WHERE kept_until <= $1 AND NOT EXISTS (SELECT 1 FROM due d WHERE d.subject = s.key)
            ORDER BY kept_until LIMIT $2 FOR UPDATE SKIP LOCKED
        ), trail AS (
            DELETE FROM audit a USING finished f WHERE a.subject = f.key
        )
        DELETE FROM states s USING finished f WHERE s.key = f.key
        """;

    public const string Claim =
        $"""
        WITH claimable AS (
            SELECT subject, lease_until FROM due WHERE {Schema.KindOfSubject} = $4 AND lease_until <= $1
            ORDER BY lease_until, subject LIMIT $3 FOR UPDATE SKIP LOCKED
        ), claimed AS (
            UPDATE due d SET lease_until = $2 FROM claimable c WHERE d.subject = c.subject
            RETURNING c.subject, c.lease_until
        )
        SELECT subject FROM claimed ORDER BY lease_until, subject
        """;

    public const string ReadState = "SELECT state, version FROM states WHERE key = $1";

    public const string ReadReply =
        """
        SELECT fingerprint, status, body, kept_until FROM replies
        WHERE platform = $1 AND path = $2 AND key = $3 AND kept_until > $4
        """;

    public const string ReadCounter = "SELECT value FROM counters WHERE name = $1";

    public const string ReadAudit = "SELECT at, actor, event, detail FROM audit WHERE subject = $1 ORDER BY id";

    public const string FindOverdue =
        """
        SELECT id FROM tokens WHERE status = 'Active' AND expires_at <= $1 AND session IS NULL
        ORDER BY expires_at, id LIMIT $2
        """;

    public const string MeasureDue =
        $"SELECT count(*), min(lease_until) FROM due WHERE {Schema.KindOfSubject} = $1 AND lease_until <= $2";

    // Each range by itself: where two overlap, a name comes twice with the same sum.
    public const string ReadTallies =
        """
        SELECT found.name, found.value FROM unnest($1, $2) AS r (least, beyond) CROSS JOIN LATERAL (
            SELECT t.name, sum(t.value)::bigint FROM tallies t WHERE t.name >= r.least AND t.name < r.beyond
            GROUP BY t.name HAVING sum(t.value) <> 0
        ) AS found (name, value)
        """;

    // One statement: both halves are of one moment.
    public const string CountTokens =
        $"""
        SELECT name, NULL AS origin, NULL AS currency, value, 0 FROM ({ReadTallies}) AS tally (name, value)
        UNION ALL
        SELECT NULL, origin, currency, count(*), coalesce(sum(amount), 0)::bigint FROM tokens
        WHERE status = 'Active' AND expires_at <= $3 GROUP BY origin, currency
        """;
}
