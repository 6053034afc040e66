using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>A copy of a database while others write to it.</summary>
internal static class Copying
{
    /// <summary>
    /// One moment of it, whole: the log's newest commits are in it, and nothing beside the file belongs to it. Copying the
    /// file itself would do neither.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It cannot be read, or the copy not be written.</exception>
    public static void To(string file, string copy)
    {
        var part = copy + ".part";
        try
        {
            File.Delete(part);
            PrivateFile.MakeIfMissing(part);
            using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString()))
            {
                connection.Open();
                using var vacuum = connection.CreateCommand();
                vacuum.CommandText = "VACUUM INTO $copy";
                vacuum.Parameters.AddWithValue("$copy", part);
                vacuum.ExecuteNonQuery();
            }

            Flush(part);
            File.Move(part, copy); // Whoever sees the name sees all of it.
        }
        catch (SqliteException e)
        {
            File.Delete(part);
            throw new StoreUnavailableException($"{file} cannot be copied: {e.Message}", e);
        }
    }

    private static void Flush(string file)
    {
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }
}
