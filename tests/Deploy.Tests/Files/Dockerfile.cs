using System.Text.Json;
using System.Text.RegularExpressions;

namespace Acp.Deploy.Tests.Files;

/// <summary>The image's recipe, an instruction at a time.</summary>
internal static partial class Dockerfile
{
    public const string Path = "Dockerfile";

    public static IReadOnlyList<Instruction> Instructions { get; } =
        [.. Joined(Source.Read(Path)).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Instruction.Read)];

    /// <summary>What comes after the last FROM: the image that runs.</summary>
    public static IReadOnlyList<Instruction> Final { get; } =
        [.. Instructions.Skip(Instructions.ToList().FindLastIndex(instruction => instruction.Name == "FROM"))];

    /// <summary>What is copied from the repository, not from another stage.</summary>
    public static IEnumerable<string> Copied =>
        Instructions.Where(instruction => instruction.Name == "COPY" && !instruction.Text.Contains("--from=", StringComparison.Ordinal))
            .SelectMany(instruction => instruction.Text.Split(' ')[..^1]);

    /// <summary>The projects that are published, and the folder of the image each lands in.</summary>
    public static IEnumerable<(string Project, string Folder)> Published =>
        Instructions.Select(instruction => Publish().Match(instruction.Text)).Where(match => match.Success)
            .Select(match => (match.Groups["project"].Value, $"/app/{match.Groups["folder"].Value}"));

    public static string Environment(string name) =>
        Final.Where(instruction => instruction.Name == "ENV").Select(instruction => instruction.Text.Split('=', 2)).Single(pair => pair[0] == name)[1];

    public static Instruction One(string name) => Final.Single(instruction => instruction.Name == name);

    // Comments may stand between the lines of one instruction; none does here.
    private static string Joined(string text) => Continuation().Replace(text, " ");

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"^dotnet publish (?<project>\S+) .*-o /out/(?<folder>\S+)")]
    private static partial Regex Publish();
}

internal sealed record Instruction(string Name, string Text)
{
    /// <summary>The words of the form without a shell.</summary>
    /// <exception cref="JsonException">It is the form with one.</exception>
    public IReadOnlyList<string> Words => JsonSerializer.Deserialize<string[]>(Text[Text.IndexOf('[', StringComparison.Ordinal)..])!;

    public static Instruction Read(string line) => line.Split(' ', 2) is [var name, var text]
        ? new(name, text.Trim())
        : throw new FormatException($"'{line}' is no instruction.");
}
