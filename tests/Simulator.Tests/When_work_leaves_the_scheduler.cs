namespace Acp.Simulation.Tests;

public sealed class When_work_leaves_the_scheduler
{
    /// <summary>A schedule that another thread takes part in could not be run again.</summary>
    [Fact]
    public void The_schedule_is_not_judged_but_reported()
    {
        var settings = new Settings { Substitutes = new Substitutes { Store = inner => new LeavesTheScheduler(inner) } };
        Assert.Throws<HarnessException>(() => Schedule.Run(1, settings));
    }
}
