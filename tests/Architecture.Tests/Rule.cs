using System.Text.RegularExpressions;

namespace Acp.Architecture.Tests;

/// <summary>What every file that it covers must keep.</summary>
/// <param name="Covers">The files it speaks of.</param>
/// <param name="Breaches">What in a covered file breaks it.</param>
internal sealed record Rule(string Name, Predicate<SourceFile> Covers, Func<SourceFile, IEnumerable<string>> Breaches)
{
    public static Rule Forbids(string name, Predicate<SourceFile> covers, Regex pattern) =>
        new(name, covers, file => pattern.Matches(file.Code).Select(match => match.Value));

    public IReadOnlyList<string> BreachesIn(IEnumerable<SourceFile> files) =>
        [.. from file in files where Covers(file) from breach in Breaches(file) select $"{file.Path}: {breach}"];
}
