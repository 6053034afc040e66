using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Acp.Tests;

namespace Acp.Simulation.Tests;

public sealed class When_bugs_are_planted
{
    private const int Bound = 10_000;
    private static readonly string Docs = Path.Combine(Repository.Root, "docs", "planted-bugs.md");
    private static readonly ConcurrentDictionary<string, Outcome?> Found = new();

    public static TheoryData<string> Bugs() => [.. PlantedBugs.All.Select(bug => bug.What)];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Each_is_found_by_the_invariant_it_breaks(string what)
    {
        var bug = PlantedBugs.All.Single(bug => bug.What == what);
        var outcome = FirstFound(bug);
        Assert.True(outcome is not null, $"Not found in {Bound} schedules.");
        Assert.True(bug.FoundBy.Contains(outcome.Violation!.Invariant), $"{outcome.Violation}");
    }

    /// <summary>The numbers move with every change of product or simulator; <c>ACP_WRITE_DOCS=1</c> writes them anew.</summary>
    [Fact]
    public void The_docs_name_each_of_them_with_its_invariant()
    {
        var table = Table();
        if (Environment.GetEnvironmentVariable("ACP_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Docs, table);
        }

        Assert.Equal(WithoutNumbers(table), WithoutNumbers(File.ReadAllText(Docs)));
    }

    private static Outcome? FirstFound(PlantedBug bug) => Found.GetOrAdd(bug.What, _ =>
        Enumerable.Range(1, Bound)
            .Select(seed => Schedule.Run(seed, new Settings { Substitutes = bug.Substitutes }))
            .FirstOrDefault(outcome => outcome.Violation is not null));

    private static string Table()
    {
        var text = new StringBuilder("""
            # What the simulator finds

            An auditor that never complains proves nothing. So bugs were planted in the real actors, by substituted ports and rules and never by switches in the product, and the schedules of the [simulator](simulator.md) were run from seed 1 until an invariant broke. Written by `ACP_WRITE_DOCS=1 dotnet test --project tests/Simulator.Tests --filter-class Acp.Simulation.Tests.When_bugs_are_planted`; the test without it keeps the first two columns true. The numbers move with every change of product or simulator.

            | planted bug | found by | schedules |
            |---|---|---|

            """);
        foreach (var bug in PlantedBugs.All)
        {
            var outcome = FirstFound(bug);
            text.Append(CultureInfo.InvariantCulture, $"| {bug.What} | `{outcome?.Violation?.Invariant.ToString() ?? "—"}` | {outcome?.Seed} |\n");
        }

        return text.ToString();
    }

    private static string WithoutNumbers(string table) => string.Join('\n', table.Split('\n').Select(WithoutNumber));

    private static string WithoutNumber(string line) => line.StartsWith("| ", StringComparison.Ordinal) ? line[..line.LastIndexOf("| ", StringComparison.Ordinal)] : line;
}
