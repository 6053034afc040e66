namespace Acp.Deploy.Tests.Files;

/// <summary>The repository's files, by their path from its root.</summary>
internal static class Source
{
    public static string At(string path) => Path.Combine(Repository.Root, path);

    public static string Read(string path) => File.ReadAllText(At(path));

    public static bool Exists(string path) => File.Exists(At(path)) || Directory.Exists(At(path));
}
