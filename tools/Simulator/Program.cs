using Acp.Simulation;

Arguments asked;
try
{
    asked = Arguments.Read(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine($"{e.Message}\n\n{Arguments.Usage}");
    return 2;
}

if (asked.Help)
{
    Console.WriteLine(Arguments.Usage);
    return 0;
}

if (asked.Seed is { } seed)
{
    var trace = asked.Trace ? new Trace() : null;
    try
    {
        var outcome = Schedule.Run(seed, new Settings(), trace);
        Console.Write(trace);
        Console.WriteLine(outcome.Violation is null ? $"Seed {seed}: every invariant held." : Report.Of(outcome));
        return outcome.Violation is null ? 0 : 1;
    }
    catch (HarnessException e)
    {
        Console.Write(trace);
        Console.WriteLine($"The simulator is at fault. {e.Message}");
        return 1;
    }
}

var run = new Run(new Settings());
using var progress = new Progress(run, asked.Seeds, TimeProvider.System);
run.Go(asked.From, asked.Seeds, asked.Jobs);
Console.WriteLine($"{run.Done:N0} schedules in {progress.Elapsed:h\\:mm\\:ss}, {run.Done / progress.Elapsed.TotalSeconds:N0} a second.\n");
Console.WriteLine(Report.Of(run.Coverage));
foreach (var violation in run.Violations)
{
    Console.WriteLine(Report.Of(violation));
}

var thin = Report.BelowFloor(run.Coverage, run.Done);
foreach (var (transition, fault, count) in thin)
{
    Console.WriteLine($"Too thin: {transition} met {fault} in {count} schedules.");
}

var tooThin = thin.Count > 0 && Report.EnforcesFloor(run.Done);
Console.WriteLine(run.Violations.Count > 0 ? "A rule was broken." : tooThin ? "No rule was broken, but too little was tried." : "Every invariant held in every schedule.");
return run.Violations.Count > 0 || tooThin ? 1 : 0;
