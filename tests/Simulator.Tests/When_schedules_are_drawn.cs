using System.Globalization;

namespace Acp.Simulation.Tests;

public sealed class When_schedules_are_drawn
{
    private const int Jobs = 2;

    /// <summary>20,000 take less than a minute; <c>ACP_SCHEDULES</c> asks for more.</summary>
    private static long HowMany => long.Parse(Environment.GetEnvironmentVariable("ACP_SCHEDULES") ?? "20000", CultureInfo.InvariantCulture);

    [Fact]
    public void Every_invariant_holds_in_every_one()
    {
        var run = new Run(new Settings());
        run.Go(1, HowMany, Jobs);
        Assert.Empty(run.Violations.Select(Report.Of));
        Assert.Equal(HowMany, run.Done);

        // A run of this size meets every cell that a million meet a hundred times, but for bad luck: half of them is no luck.
        Assert.InRange(run.Coverage.Below(1).Count(), 0, 12);
        Assert.InRange(run.Tokens.Missing.Count(), 0, 4);
    }
}
