namespace Acp.Storage.Sqlite;

/// <summary>What people buy and where they live is for no other user of the machine. SQLite gives a file's log the rights of the file.</summary>
internal static class PrivateFile
{
    /// <summary>
    /// Made empty, for SQLite to fill. One that is there is not so much as opened: closing it would give up the locks that
    /// this process holds on it.
    /// </summary>
    public static void MakeIfMissing(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // The folder decides.
        }

        try
        {
            using var made = new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is there, or cannot be made: SQLite will say which.
        }
    }
}
