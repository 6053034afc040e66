namespace Acp.Processes;

internal static class Programs
{
    public static IEnumerable<string> Path => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <returns>Its full path; null where it is not on PATH.</returns>
    public static string? Find(string name) => FolderWith([name], Path) is { } folder ? System.IO.Path.Combine(folder, name) : null;

    /// <returns>The first folder that holds all of them; null where none does.</returns>
    public static string? FolderWith(IReadOnlyList<string> names, IEnumerable<string> folders) =>
        folders.FirstOrDefault(folder => names.All(name => File.Exists(System.IO.Path.Combine(folder, name))));
}
