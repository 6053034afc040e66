using System.Text.RegularExpressions;

namespace Acp.Architecture.Tests;

/// <param name="Path">From the repository's root, with forward slashes.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The text without its comments, which may speak of anything.</summary>
    public string Code { get; } = WithoutComments(Text);

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);

    public bool IsIn(params IEnumerable<string> folders) => folders.Any(folder => Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>Every C# file and project below <c>src</c>, <c>tools</c>, <c>bench</c>, <c>samples</c> and <c>tests</c>; nothing that a build made.</summary>
    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. from folder in new[] { "src", "tools", "bench", "samples", "tests" }
           from pattern in new[] { "*.cs", "*.csproj" }
           from file in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
           let path = System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
           where !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
           select new SourceFile(path, File.ReadAllText(file)),
    ];

    private static string WithoutComments(string text) =>
        StringOrComment().Replace(text, match => match.Value[0] is '/' or '<' ? "" : match.Value);

    // Strings come first: what looks like a comment inside one is none.
    [GeneratedRegex("""
        ("{3,})[\s\S]*?\1 | @"(?:[^"]|"")*" | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])+' | //[^\n]* | /\*[\s\S]*?\*/ | <!--[\s\S]*?-->
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex StringOrComment();
}
