namespace Acp.Simulation;

/// <summary>The command line, with its exit codes.</summary>
public sealed class Command(TextWriter output, TextWriter errors, Settings settings)
{
    private const int Held = 0;
    private const int Broken = 1;
    private const int NotUnderstood = 2;

    public int Run(IReadOnlyList<string> args)
    {
        try
        {
            var asked = Arguments.Read(args);
            return asked switch
            {
                { Help: true } => Help(),
                { Seed: { } seed } => One(seed, asked.Trace),
                _ => Many(asked),
            };
        }
        catch (FormatException e)
        {
            errors.WriteLine($"{e.Message}\n\n{Arguments.Usage}");
            return NotUnderstood;
        }
        catch (HarnessException e)
        {
            errors.WriteLine($"The simulator itself is at fault. {e.Message}");
            return Broken;
        }
    }

    private int Help()
    {
        output.WriteLine(Arguments.Usage);
        return Held;
    }

    private int One(long seed, bool traced)
    {
        var trace = traced ? new Trace() : null;
        try
        {
            var outcome = Schedule.Run(seed, settings, trace);
            output.Write(trace);
            output.WriteLine(outcome.Violation is null ? $"Seed {seed}: every invariant held." : Report.Of(outcome));
            return outcome.Violation is null ? Held : Broken;
        }
        catch (HarnessException)
        {
            output.Write(trace);
            throw;
        }
    }

    private int Many(Arguments asked)
    {
        var run = new Run(settings);
        using var progress = new Progress(run, asked.Seeds, TimeProvider.System, errors);
        run.Go(asked.From, asked.Seeds, asked.Jobs);
        output.WriteLine($"{run.Done:N0} schedules in {progress.Elapsed:h\\:mm\\:ss}, {run.Done / progress.Elapsed.TotalSeconds:N0} a second.\n");
        output.WriteLine(Report.Of(run.Coverage));
        output.WriteLine(Report.Of(run.Tokens));
        foreach (var violation in run.Violations)
        {
            output.WriteLine(Report.Of(violation));
        }

        var thin = Report.BelowFloor(run.Coverage, run.Done);
        foreach (var (transition, fault, count) in thin)
        {
            output.WriteLine($"Too thin: {transition} met {fault} in {count} schedules.");
        }

        var missing = run.Tokens.Missing.ToList();
        missing.ForEach(what => output.WriteLine($"Never met: {what}."));
        var tooThin = (thin.Count > 0 || missing.Count > 0) && Report.EnforcesFloor(run.Done);
        output.WriteLine(run.Violations.Count > 0 ? "A rule was broken." : tooThin ? "No rule was broken, but too little was tried." : "Every invariant held in every schedule.");
        return run.Violations.Count > 0 || tooThin ? Broken : Held;
    }
}
