namespace Acp.Simulation.Tests;

public sealed class When_the_command_is_run : IDisposable
{
    private static readonly Settings Sound = new();
    private static readonly Settings Broken = new() { Substitutes = new Substitutes { Provider = inner => new ChargesAnotherAmount(inner) } };

    private static int FirstBroken => Enumerable.Range(1, 60).First(seed => Schedule.Run(seed, Broken).Violation is not null);

    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    [Fact]
    public void It_ends_with_a_verdict_the_rate_and_the_coverage()
    {
        Assert.Equal(0, Run(Sound, "--seeds", "60", "--jobs", "2"));
        Assert.Contains("60 schedules in", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("CommitAnswerLost", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("Every invariant held in every schedule.\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_rule_is_told_with_the_command_that_repeats_it()
    {
        Assert.Equal(1, Run(Broken, "--seeds", "60"));
        Assert.Contains($"--seed {FirstBroken} --trace", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_tells_its_story_up_to_the_verdict()
    {
        Assert.Equal(1, Run(Broken, "--seed", $"{FirstBroken}", "--trace"));
        Assert.Contains("POST /v1/payment_intents: 200", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("VIOLATION CompletedIffChargedOnceForItsTotal", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seeds")]
    [InlineData("--seeds", "many")]
    [InlineData("--seeds", "0")]
    [InlineData("--trace")]
    [InlineData("--bugs", "1")]
    public void What_is_not_understood_is_said_with_the_usage(params string[] args)
    {
        Assert.Equal(2, Run(Sound, args));
        Assert.Contains("--seeds N", errors.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A million schedules must meet each cell a hundred times; a smaller run says so in proportion, and passes.</summary>
    [Fact]
    public void Cells_that_were_hardly_met_are_named()
    {
        var table = new CoverageTable();
        Assert.NotEmpty(Report.BelowFloor(table, 1_000_000));
        for (var i = 0; i < 100; i++)
        {
            table.Add(table.Rows.ToDictionary(row => row, _ => uint.MaxValue));
        }

        Assert.Empty(Report.BelowFloor(table, 1_000_000));
        Assert.NotEmpty(Report.BelowFloor(table, 1_100_000));
        Assert.True(Report.EnforcesFloor(1_000_000));
        Assert.False(Report.EnforcesFloor(999_999));
    }

    /// <summary>What was never tried of the tokens is told, too; what cannot happen is not asked for.</summary>
    [Fact]
    public void Orders_of_a_token_that_were_never_met_are_named()
    {
        Assert.Equal(30, Orders.Possible.Count);
        Assert.DoesNotContain("issued, expired, used", Orders.Possible);
        var coverage = new TokenCoverage();
        Assert.Superset(Orders.Possible.ToHashSet(), coverage.Missing.ToHashSet());

        coverage.Add(new Outcome(1, null, new Dictionary<string, uint>(), new Dictionary<string, uint>(), ["used, issued, heard, expired"], 0));

        Assert.DoesNotContain("used, issued, heard, expired", coverage.Missing);
        Assert.Contains("1  used, issued, heard, expired", Report.Of(coverage), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
    }

    private int Run(Settings settings, params string[] args) => new Command(output, errors, settings).Run(args);
}
