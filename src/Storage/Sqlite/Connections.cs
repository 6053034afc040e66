using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Acp.Storage.Sqlite;

/// <summary>Opens connections that are safe for money. Every setting here is part of the store's promise.</summary>
internal static class Connections
{
    public static SqliteConnection Open(SqliteSettings settings)
    {
        PrivateFile.MakeIfMissing(settings.File);
        var connection = new SqliteConnection(Describe(settings));
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, checked((int)settings.LockWait.TotalMilliseconds));
            Configure(connection, settings.LockWait);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        statement.Run();
    }

    public static long Number(this SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Row(row => row.Number(0));
    }

    private static string Describe(SqliteSettings settings) => new SqliteConnectionStringBuilder
    {
        DataSource = settings.File,
        Mode = SqliteOpenMode.ReadWriteCreate,
        ForeignKeys = true,
        Pooling = false,
    }.ToString();

    private static void Configure(SqliteConnection connection, TimeSpan patience)
    {
        // Bytes. A session and its kept replies are 2 KB each: larger pages waste less of their ends. Only a new file takes it.
        connection.Execute("PRAGMA page_size = 8192");
        UseWriteAheadLog(connection, patience);
        // FULL flushes the log with every commit; NORMAL, the usual advice with WAL, may lose the last ones in a power cut.
        connection.Execute("PRAGMA synchronous = FULL");
        // macOS only: there fsync alone does not reach the platter.
        connection.Execute("PRAGMA fullfsync = ON");
        connection.Execute("PRAGMA checkpoint_fullfsync = ON");
        // KB. What a commit touches beside its own rows is the upper part of a dozen indexes.
        connection.Execute("PRAGMA cache_size = -16000");
        // Pages (16 MB). Hot pages are folded into the database once for many commits; more would hold up a commit for longer.
        connection.Execute("PRAGMA wal_autocheckpoint = 2000");
        // What is deleted or overwritten is zeroed in the file, so that an erased buyer is not read out of free pages.
        connection.Execute("PRAGMA secure_delete = ON");
        // What savepoints remember stays off the disk.
        connection.Execute("PRAGMA temp_store = MEMORY");
        connection.Execute("PRAGMA trusted_schema = OFF");
    }

    // A new file changes its mode once, and that change fails at once where others are opening it, too: it does not wait as
    // statements do. So we wait for whoever writes, and try again; when another has changed it, nothing is left to do.
    private static void UseWriteAheadLog(SqliteConnection connection, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        while (!TryUseWriteAheadLog(connection))
        {
            connection.Execute("BEGIN IMMEDIATE");
            connection.Execute("COMMIT");
            if (Stopwatch.GetElapsedTime(began) > patience)
            {
                connection.Execute("PRAGMA journal_mode = WAL");
                return;
            }
        }
    }

    private static bool TryUseWriteAheadLog(SqliteConnection connection)
    {
        try
        {
            connection.Execute("PRAGMA journal_mode = WAL");
            return true;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            return false;
        }
    }
}
