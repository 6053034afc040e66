using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Acp.Tests;

namespace Acp.Simulation.Tests;

public sealed class When_bugs_are_planted
{
    private const int Bound = 10_000;
    private const int BoundOutside = 2_000;
    private static readonly string Docs = Path.Combine(Repository.Root, "docs", "planted-bugs.md");
    private static readonly bool Writes = Environment.GetEnvironmentVariable("ACP_WRITE_DOCS") == "1";
    private static readonly ConcurrentDictionary<string, Outcome?> Found = new();

    private const string Head = """
        # What the simulator finds

        An auditor that never complains proves nothing. So bugs were planted in the real actors, by substituted ports and rules and never by switches in the product, and the schedules of the [simulator](simulator.md) were run, seed 1 first, until an invariant broke. Some invariants watch how we work: that a send follows its commit, that a key keeps its bytes. They complain long before a shopper is charged twice; so each bug was run again with those looking away, for 2,000 schedules, to see what becomes of money, goods and replies.

        `ACP_WRITE_DOCS=1 dotnet test --project tests/Simulator.Tests --filter-class Acp.Simulation.Tests.When_bugs_are_planted` writes this file; the same test without it shows that each is still found within 10,000 schedules. The numbers move with every change of product or simulator.

        | planted bug | found by | in schedule | seen from outside by | in schedule |
        |---|---|---|---|---|

        """;

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

    [Fact]
    public void The_docs_name_each_of_them_with_an_invariant_that_finds_it()
    {
        if (Writes)
        {
            Parallel.ForEach(PlantedBugs.All, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, bug => FirstFound(bug));
            File.WriteAllText(Docs, Table());
        }

        var rows = File.ReadAllLines(Docs).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split(" | ")).ToList();
        Assert.Equal(PlantedBugs.All.Select(bug => bug.What), rows.Select(row => row[0]["| ".Length..]));
        Assert.All(PlantedBugs.All.Zip(rows), pair => Assert.Contains(pair.Second[1].Trim('`'), pair.First.FoundBy.Select(invariant => invariant.ToString())));
    }

    private static Outcome? FirstFound(PlantedBug bug) => Found.GetOrAdd(bug.What, _ => FirstFound(bug, _ => true, Bound));

    private static Outcome? FirstFound(PlantedBug bug, Func<Invariant, bool> judges, int bound) => Enumerable.Range(1, bound)
        .Select(seed => Schedule.Run(seed, new Settings { Substitutes = bug.Substitutes, Judges = judges }))
        .FirstOrDefault(outcome => outcome.Violation is not null);

    // How we work, and not what becomes of money, goods and replies.
    private static bool IsSeenOutside(Invariant invariant) => invariant is not (Invariant.SendsAreRecorded or Invariant.ProviderKeysAreOurs
        or Invariant.KeysNeverChangeBytes or Invariant.NoSendAfterForgetting or Invariant.NoNewNumberWhileOpen or Invariant.DeliveredMeansTaken or Invariant.NothingUnforeseen);

    private static string Table() => PlantedBugs.All.Aggregate(new StringBuilder(Head), Row).ToString();

    private static StringBuilder Row(StringBuilder text, PlantedBug bug) =>
        text.Append(CultureInfo.InvariantCulture, $"| {bug.What} | {Cells(FirstFound(bug))} | {OutsideCells(bug)} |\n");

    private static string OutsideCells(PlantedBug bug)
    {
        if (FirstFound(bug) is { Violation.Invariant: var seen } found && IsSeenOutside(seen))
        {
            return Cells(found); // Those that look away would have said nothing.
        }

        try
        {
            return Cells(FirstFound(bug, IsSeenOutside, BoundOutside));
        }
        catch (HarnessException)
        {
            return "a schedule that never ends | "; // With nobody to complain, it tries for ever.
        }
    }

    private static string Cells(Outcome? found) => found is null ? "— | " : string.Create(CultureInfo.InvariantCulture, $"`{found.Violation!.Invariant}` | {found.Seed:N0}");
}
