using System.Text.RegularExpressions;

namespace Acp.Architecture.Tests;

/// <summary>docs/threat-model.md is only worth what its tests show.</summary>
public sealed partial class When_the_threat_model_is_read
{
    private const string Untested = "No test: ";

    /// <summary>Each with a table of its own.</summary>
    private static readonly string[] Surfaces =
    [
        "Every surface", "Platforms", "The provider's webhooks", "What goes out: webhooks, merchants' documents", "Administration", "The dashboard", "Shoppers' links",
        "The payment provider", "The merchant's own systems", "The store", "The silos' network", "Supply chain and image",
    ];

    /// <summary>Where something secret that somebody presents is compared with what is known.</summary>
    private static readonly string[] Comparing =
        ["src/Gateway/Platforms", "src/Gateway/Keys", "src/Gateway/Acp/Signing", "src/Grains/Payments/Stripe/StripeSignature.cs"];

    private static readonly string Model = File.ReadAllText(Path.Combine(Repository.Root, "docs", "threat-model.md"));

    public static TheoryData<string, string> Threats =>
        [.. from surface in Surfaces from row in RowsOf(surface) select new TheoryDataRow<string, string>(surface, row)];

    [Fact]
    public void Every_surface_has_its_threats() => Assert.All(Surfaces, surface => Assert.NotEmpty(RowsOf(surface)));

    [Theory]
    [MemberData(nameof(Threats))]
    public void Every_threat_names_its_test_or_says_why_there_is_none(string surface, string row)
    {
        var cells = row.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray();

        Assert.True(cells.Length == 3, $"{surface}: {row}");
        Assert.NotEmpty(cells[0]);
        Assert.True(
            cells[1].StartsWith(Untested, StringComparison.Ordinal) ? cells[2].Length == 0 && cells[1].Length > Untested.Length + 20 : Tests().IsMatch(cells[2]) && Test().Matches(cells[2]).All(Exists),
            $"{surface}: {row}");
    }

    /// <summary>By construction: there is no way of comparing in such places but the one that always takes the same time.</summary>
    [Fact]
    public void Secrets_are_compared_in_constant_time()
    {
        var files = SourceFile.All.Where(file => Comparing.Any(place => file.Path == place || file.IsIn(place))).ToArray();

        Assert.Empty(files.Where(file => EarlyExit().IsMatch(file.Code)).Select(file => file.Path));
        Assert.Contains(files, file => file.IsIn("src/Gateway") && file.Code.Contains("CryptographicOperations.FixedTimeEquals(", StringComparison.Ordinal));
        Assert.Contains(files, file => file.Path == Comparing[^1] && file.Code.Contains("CryptographicOperations.FixedTimeEquals(", StringComparison.Ordinal));
        Assert.Matches(EarlyExit(), "presented.SequenceEqual(known)");
    }

    private static IEnumerable<string> RowsOf(string surface) => Model.Split('\n')
        .SkipWhile(line => line != $"## {surface}").Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Skip(1);

    private static bool Exists(Match test)
    {
        var (name, file) = (test.Groups["name"].Value, Path.Combine(Repository.Root, "docs", test.Groups["file"].Value));
        return File.Exists(file) && (Path.GetFileNameWithoutExtension(file) == name || File.ReadAllText(file).Contains($" {name}(", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\[(?<name>\w+)\]\((?<file>[^)]+)\)")]
    private static partial Regex Test();

    // One or several, by method or by class, each at its file.
    [GeneratedRegex(@"^(?:\[[A-Z]\w+\]\(\.\./tests/[\w./]+\.cs\)(?:, )?)+$")]
    private static partial Regex Tests();

    [GeneratedRegex(@"\bSequenceEqual\b|\bmemcmp\b|\bSequenceCompareTo\b")]
    private static partial Regex EarlyExit();
}
