using Acp.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Acp.Storage.Sqlite;

/// <summary>The writer's connection with everything it says prepared. Belongs to the writer's thread.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement rollback;
    private readonly Statement savepoint;
    private readonly Statement undo;
    private readonly Statement release;
    private readonly UnitStatements units;
    private readonly DueStatements due;
    private readonly Tallying tallies;
    private readonly Pruning pruning;

    private readonly TimeSpan lockWait;

    public WriteSession(SqliteSettings settings)
    {
        lockWait = settings.LockWait;
        connection = Connections.Open(settings);
        begin = new Statement(connection, "BEGIN IMMEDIATE");
        commit = new Statement(connection, "COMMIT");
        rollback = new Statement(connection, "ROLLBACK");
        savepoint = new Statement(connection, "SAVEPOINT unit");
        undo = new Statement(connection, "ROLLBACK TO unit");
        release = new Statement(connection, "RELEASE unit");
        due = new DueStatements(connection);
        units = new UnitStatements(connection, due);
        tallies = new Tallying(connection);
        pruning = new Pruning(connection);
    }

    public void Begin()
    {
        tallies.Clear();
        begin.Run();
    }

    public void Commit() => commit.Run();

    public void Rollback() => rollback.Run();

    /// <summary>All of the unit or none, whatever becomes of its neighbours in the transaction.</summary>
    public Verdict Apply(Unit unit, long now)
    {
        savepoint.Run();
        var verdict = units.Apply(unit, now);
        if (verdict is Verdict.Committed)
        {
            tallies.Add(unit.Tallies);
        }
        else
        {
            undo.Run();
        }

        release.Run();
        return verdict;
    }

    public bool HasLanded(Guid commitId) => units.HasLanded(commitId);

    public IReadOnlyList<string> ClaimDue(string kind, long now, long leaseUntil, int limit) => due.Claim(kind, now, leaseUntil, limit);

    /// <summary>Writes one row that means nothing; see <see cref="Transactions"/>.</summary>
    public void Touch(long now) => units.Touch(now);

    /// <summary>Writes what the units of this transaction add to the tallies.</summary>
    public void WriteTallies() => tallies.Write();

    public void Prune(long now) => pruning.Now(now);

    /// <summary>Folds the log into the database, so that the file can be copied by itself.</summary>
    public void Checkpoint() => connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>Folds the log into the database and empties it: what was deleted is in older pages of the log, too.</summary>
    /// <returns>False where somebody reads what is in the log; it is to be tried again.</returns>
    public bool TryEmptyLog(TimeSpan patience)
    {
        raw.sqlite3_busy_timeout(connection.Handle, (int)patience.TotalMilliseconds);
        try
        {
            return connection.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        }
        finally
        {
            raw.sqlite3_busy_timeout(connection.Handle, (int)lockWait.TotalMilliseconds);
        }
    }

    public void Dispose()
    {
        Statement[] own = [begin, commit, rollback, savepoint, undo, release];
        Array.ForEach(own, statement => statement.Dispose());
        units.Dispose();
        due.Dispose();
        tallies.Dispose();
        pruning.Dispose();
        connection.Dispose();
    }
}
