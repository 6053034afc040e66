using System.Globalization;

namespace Acp.Tests.Postgres;

/// <summary>Where this machine has PostgreSQL's server: on the path, or where packages put it.</summary>
internal static class PostgresBinaries
{
    /// <summary>The folder with initdb and pg_ctl; null where there is none.</summary>
    public static string? Folder { get; } = Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

    private static IEnumerable<string> Candidates() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(Packaged("/usr/lib/postgresql", "bin"))
            .Concat(Packaged("/usr", "bin", "pgsql-*"))
            .Concat(Packaged("/opt/homebrew/opt", "bin", "postgresql*"));

    // Newest first.
    private static IEnumerable<string> Packaged(string parent, string bin, string pattern = "*") =>
        Directory.Exists(parent)
            ? Directory.GetDirectories(parent, pattern).OrderByDescending(Version).Select(folder => Path.Combine(folder, bin))
            : [];

    private static int Version(string folder) =>
        int.TryParse(string.Concat(Path.GetFileName(folder).Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var version) ? version : 0;
}
