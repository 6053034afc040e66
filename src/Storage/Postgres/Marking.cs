using Acp.Storage.Inventory;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Acp.Storage.Postgres;

/// <summary>
/// Builds the indexes of marks and marks the states that were stored before there were any, while nodes of the older version
/// read and commit. A start waits for it; one that is stopped goes on at the next start, after the last whole batch.
/// </summary>
internal sealed partial class Marking(NpgsqlConnection connection, LockTries tries, ILogger log)
{
    /// <summary>States in one transaction.</summary>
    public const int Batch = 1000;

    // Any number, as long as it is always the same and not the migrator's.
    private const long Lock = 0x61_63_70_6d_61_72_6b_73;

    // Only a state as it was seen: whoever changed it meanwhile knows better, and has marked it where it knows of marks.
    // Nested loops from an ordered page lock the rows in the order in which everybody locks them.
    private const string MarkBatch =
        $"""
        WITH page AS MATERIALIZED (
            SELECT key, version, updated_at, marked_at, {MarkQuery.OfOld} AS found
            FROM states WHERE key > (SELECT after_key FROM marking) ORDER BY key LIMIT $1
        ), marked AS (
            UPDATE states SET mark = page.found, marked_since = page.updated_at, marked_at = page.version FROM page
            WHERE page.found IS NOT NULL AND page.marked_at IS DISTINCT FROM page.version
                AND states.key = page.key AND states.version = page.version
        )
        UPDATE marking SET after_key = coalesce((SELECT max(key) FROM page), after_key), done = (SELECT count(*) FROM page) < $1
        """;

    // A node of the older version that still ran left what it changed unmarked. What is under way is written again soon; what
    // was given up is not, and is found by the index of kind and status: the kinds are few, and so is what is given up. What
    // somebody changes at this moment is his to mark.
    private const string MarkLate =
        $"""
        WITH RECURSIVE kinds AS (
            SELECT min(kind) AS kind FROM states WHERE {StateQuery.OfFew}
            UNION ALL
            SELECT (SELECT min(kind) FROM states WHERE kind > kinds.kind AND {StateQuery.OfFew}) FROM kinds WHERE kinds.kind IS NOT NULL
        ), late AS MATERIALIZED (
            SELECT states.key, states.version, states.updated_at, states.found
            FROM kinds CROSS JOIN LATERAL (
                SELECT key, version, updated_at, {MarkQuery.OfOld} AS found FROM states
                WHERE kind = kinds.kind AND status IN ('Dead', 'Orphaned') AND {StateQuery.OfFew} AND marked_at IS DISTINCT FROM version
                FOR UPDATE SKIP LOCKED
            ) AS states
        )
        UPDATE states SET mark = late.found, marked_since = late.updated_at, marked_at = late.version FROM late
        WHERE late.found IS NOT NULL AND states.key = late.key AND states.version = late.version
        """;

    /// <summary>The turn and the settings are the session's: the connection must be closed, and serve nobody after.</summary>
    /// <exception cref="Acp.Store.StoreUnavailableException">Others held what it needs for too long.</exception>
    public async Task Finish()
    {
        if (!await IsDone())
        {
            await TakeTurn();
            await Work();
        }

        await Execute(MarkLate);
    }

    // No transaction waits here: the one who builds indexes waits for every transaction that is older than its own.
    private async Task TakeTurn()
    {
        if (await Is(TryTurn))
        {
            return;
        }

        LogWaits(log);
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
        while (!await Is(TryTurn));
    }

    private async Task Work()
    {
        if (await IsDone())
        {
            return;
        }

        // A process that is stopped with the turn in its hands loses it, where the server can tell (from 14 on).
        await Execute("SELECT set_config('idle_session_timeout', '60s', false) WHERE current_setting('server_version_num')::integer >= 140000");
        // A batch takes milliseconds; to compile it took 200 of them, each time.
        await Execute("SET statement_timeout = 0; SET jit = off");
        LogBegins(log);
        foreach (var (name, on) in MarkQuery.Indexes)
        {
            await tries.Do(() => Build(name, on));
        }

        await Execute($"SET lock_timeout = {tries.Milliseconds}");
        while (!await IsDone())
        {
            await tries.Do(MarkNext);
        }

        LogEnds(log);
    }

    // Outside a transaction, and nobody waits for it. What it waits for are older transactions, and it may do so for longer.
    private async Task Build(string name, string on)
    {
        await Execute("SET lock_timeout = '1min'");
        // One that was stopped in the middle leaves an index that is written and never read.
        if (await Is($"SELECT EXISTS (SELECT 1 FROM pg_index WHERE indexrelid = to_regclass('{name}') AND NOT indisvalid)"))
        {
            await Execute($"DROP INDEX CONCURRENTLY {name}");
        }

        await Execute($"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {on}");
    }

    private async Task MarkNext()
    {
        await using var command = Command(MarkBatch);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Batch });
        await command.ExecuteNonQueryAsync();
    }

    private static string TryTurn => $"SELECT pg_try_advisory_lock({Lock})";

    private Task<bool> IsDone() => Is("SELECT done FROM marking");

    private async Task<bool> Is(string sql)
    {
        await using var command = Command(sql);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private async Task Execute(string sql)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync();
    }

#pragma warning disable CA2100 // Words of ours.
    private NpgsqlCommand Command(string sql) => new(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100

    [LoggerMessage(LogLevel.Information, "The states of before are marked for people to find; nodes that run go on, this one begins when it is done.")]
    private static partial void LogBegins(ILogger log);

    [LoggerMessage(LogLevel.Information, "Another process marks the states of before; this one begins when it is done.")]
    private static partial void LogWaits(ILogger log);

    [LoggerMessage(LogLevel.Information, "The states of before are marked.")]
    private static partial void LogEnds(ILogger log);
}
