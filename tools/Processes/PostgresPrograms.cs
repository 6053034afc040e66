namespace Acp.Processes;

/// <summary>Where the machine keeps PostgreSQL's programs, and as whom they run.</summary>
internal sealed class PostgresPrograms
{
    private static readonly string[] Needed = ["initdb", "postgres", "createdb", "psql"];

    private readonly string bin;
    private readonly string? user;

    private PostgresPrograms(string bin, string? user) => (this.bin, this.user) = (bin, user);

    public static string? Missing { get; } = Look(out _);

    public static PostgresPrograms Find() => Look(out var found) is { } missing ? throw new PlatformNotSupportedException(missing) : found!;

    public ChildSettings Command(string name, IReadOnlyList<string> arguments) => new(Path.Combine(bin, name), arguments)
    {
        User = user,
        Folder = Path.GetTempPath(), // The caller's own may be closed to that user.
        Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" }, // We read what it says.
    };

    /// <summary>Makes a folder that user's own.</summary>
    public Task Give(string folder) => user is null ? Task.CompletedTask : Child.Run(new ChildSettings("chown", user, folder));

    private static string? Look(out PostgresPrograms? found)
    {
        found = null;
        var user = Environment.IsPrivilegedProcess ? Nobody() : null;
        if (Programs.FolderWith(Needed, Programs.Path.Concat(InstalledFolders())) is not { } bin)
        {
            return $"PostgreSQL is not installed: no folder on PATH, nor /usr/lib/postgresql/*/bin, holds all of {string.Join(", ", Needed)}.";
        }

        if (Environment.IsPrivilegedProcess && (user is null || Programs.Find("setpriv") is null))
        {
            return "PostgreSQL does not run as root, and there is no user postgres or nobody, or no setpriv, to run it as another.";
        }

        found = new PostgresPrograms(bin, user);
        return null;
    }

    // Debian's, newest first: of these it puts only clients on PATH.
    private static IEnumerable<string> InstalledFolders() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
        : [];

    private static string? Nobody()
    {
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return users.Contains("postgres") ? "postgres" : users.Contains("nobody") ? "nobody" : null;
    }
}
