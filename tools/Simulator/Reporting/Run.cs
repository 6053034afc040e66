namespace Acp.Simulation;

/// <summary>Many schedules, several at once, each on one thread and alone with its state.</summary>
public sealed class Run(Settings settings)
{
    private readonly Lock gate = new();
    private readonly List<Outcome> violations = [];
    private long next;
    private long done;
    private Exception? harness;

    public CoverageTable Coverage { get; } = new();

    public TokenCoverage Tokens { get; } = new();

    /// <summary>Schedules that were judged so far.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>By seed. A run ends with the first, but others may have come to theirs at the same time.</summary>
    public IReadOnlyList<Outcome> Violations => [.. violations.OrderBy(outcome => outcome.Seed)];

    /// <exception cref="HarnessException">The simulator itself is at fault.</exception>
    public void Go(long from, long count, int jobs)
    {
        next = from;
        var threads = Enumerable.Range(0, jobs).Select(_ => new Thread(() => Work(from + count))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (harness is not null)
        {
            throw new HarnessException(harness.Message, harness);
        }
    }

    private void Work(long end)
    {
        var (coverage, tokens) = (new CoverageTable(), new TokenCoverage());
        try
        {
            while (violations.Count == 0 && harness is null && Interlocked.Increment(ref next) - 1 is var seed && seed < end)
            {
                var outcome = Schedule.Run(seed, settings);
                coverage.Add(outcome.Transitions);
                tokens.Add(outcome);
                Interlocked.Increment(ref done);
                Take(outcome);
            }
        }
        catch (Exception e)
        {
            harness = e;
        }

        lock (gate)
        {
            Coverage.Add(coverage);
            Tokens.Add(tokens);
        }
    }

    private void Take(Outcome outcome)
    {
        if (outcome.Violation is not null)
        {
            lock (gate)
            {
                violations.Add(outcome);
            }
        }
    }
}
