using System.Text.RegularExpressions;

namespace Acp.Architecture.Tests;

public sealed partial class When_the_docs_are_read
{
    public static TheoryData<string> Pages() =>
        [.. new[] { "docs", "deploy" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories))
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Select(page => Path.GetRelativePath(Repository.Root, page)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere_and_every_test_it_names_is_there(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var links = Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page)));
        Assert.Empty(links.Where(link => !Holds(folder, link.Groups["label"].Value, link.Groups["target"].Value)).Select(link => link.Value));
    }

    private static bool Holds(string folder, string label, string target)
    {
        var path = Path.Combine(folder, target);
        return target.EndsWith(".cs", StringComparison.Ordinal)
            ? File.Exists(path) && Method().Match(label) is var method && (!method.Success || File.ReadAllText(path).Contains($" {method.Value}(", StringComparison.Ordinal))
            : File.Exists(path) || Directory.Exists(path);
    }

    [GeneratedRegex(@"\[(?<label>[^\]]+)\]\((?!https?:)(?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    // «Class.Method», or the method alone; a class begins with When, Over or Every.
    [GeneratedRegex(@"(?<=\.)[A-Z]\w+$|^(?!When_|Over_|Every_|What_)[A-Z]\w*_\w+$")]
    private static partial Regex Method();
}
