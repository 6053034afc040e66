using Acp.Keys;
using Acp.Launching;
using Acp.ProviderEvents;
using Acp.Storage.Inventory;
using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>
/// Reads a database file beside whoever uses it. Where nobody does, it is opened as something that cannot change, so that
/// not even the files come into being that readers share.
/// </summary>
internal sealed class SqliteInspection(string file) : IStoreInspection
{
    // In the file format's header.
    private const int WriteVersion = 18;
    private const int WriteAheadLog = 2;

    public Task<StoreReport> Look(CancellationToken stop) => Task.Run(Look, stop);

    private StoreReport Look()
    {
        var facts = OfFile();
        if (!facts.Exists || facts.IsLeftOpen)
        {
            return Report(facts);
        }

        try
        {
            facts = facts with { IsLogged = IsLogged(), IsReadOnly = IsReadOnly() };
            using var connection = Open();
            facts = facts with { Schema = connection.Number("PRAGMA user_version") };
            return facts.Schema == Schema.Migrations.Count
                ? Report(facts) with { Keys = Keys(connection), NewestNotice = NewestNotice(connection) }
                : Report(facts);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            return Report(facts with { Schema = null });
        }
    }

    private static StoreReport Report(SqliteFacts facts) => new([.. SqliteRules.Judge(facts, Schema.Migrations.Count), NoRecord]);

    // Whoever copies the file tells nobody here.
    private static LaunchFinding NoRecord { get; } = new LaunchFinding.NotChecked(
        "backups", "When the last backup was made is not known here.", "Have «backup» run by a timer, and restore one to see that it works: docs/backup.md.");

    private SqliteFacts OfFile()
    {
        var (log, shared) = (file + "-wal", file + "-shm");
        var folder = Path.GetDirectoryName(file)!;
        return new(file, File.Exists(file), Schema: null, IsLogged: false, Length(file) + Length(log), Directory.Exists(folder) ? new DriveInfo(folder).AvailableFreeSpace : 0, IsOpenToOthers())
        {
            IsLeftOpen = Length(log) > 0 && !File.Exists(shared),
        };
    }

    private bool IsOpenToOthers() =>
        !OperatingSystem.IsWindows() && File.Exists(file) && File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead) && !IsBehindAClosedFolder();

    private bool IsBehindAClosedFolder()
    {
        for (var folder = new FileInfo(file).Directory; folder is not null; folder = folder.Parent)
        {
            if (!OperatingSystem.IsWindows() && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return true;
            }
        }

        return false;
    }

    private SqliteConnection Open()
    {
        var isUsed = File.Exists(file + "-shm");
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = isUsed ? file : $"{new Uri(file).AbsoluteUri}?immutable=1",
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static List<ReadOnlyMemory<byte>> Keys(SqliteConnection connection)
    {
        using var statement = new Statement(connection, "SELECT state FROM states WHERE kind = ?");
        return statement.Bind(AccessKey.StoreKind).Rows(row => (ReadOnlyMemory<byte>)row.Bytes(0));
    }

    private static DateTimeOffset? NewestNotice(SqliteConnection connection)
    {
        using var statement = new Statement(connection, $"SELECT max(created_at) FROM states WHERE kind = ? AND {MarkQuery.OfPayments}");
        return statement.Bind(EventRecord.StoreKind).Row(row => row.NumberOrNull(0)) is { } at ? at.ToTime() : null;
    }

    // The file's own word: asked for the mode, a connection to what cannot change tells of itself. Both are asked before
    // SQLite opens the file: closing a file gives up every lock that this process has on it.
    private bool IsLogged()
    {
        using var header = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        header.Position = WriteVersion;
        return header.ReadByte() == WriteAheadLog;
    }

    // Whoever may open it for writing has changed nothing yet.
    private bool IsReadOnly()
    {
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
