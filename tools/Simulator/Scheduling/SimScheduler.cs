namespace Acp.Simulation;

/// <summary>
/// Runs everything of one schedule on the thread that made it, one piece at a time. Which of the pieces that could run
/// comes next is drawn; time passes when none can, and now and then a little although some could.
/// </summary>
public sealed class SimScheduler(Chance chance)
{
    /// <summary>The longest schedules take some thousands; beyond this something calls itself without end.</summary>
    private const int MaxSteps = 100_000;

    private const int HurryOneIn = 256;
    private static readonly TimeSpan HurryWithin = TimeSpan.FromMinutes(1);

    private readonly List<Entry> runnable = new(64);
    private readonly PriorityQueue<Alarm, (long At, long Order)> alarms = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long order;
    private volatile bool strayed;
    private Exception? failure;

    public static DateTimeOffset Start { get; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; private set; } = Start;

    public int Steps { get; private set; }

    /// <summary>From now on time passes only when nothing can run: what takes long has waited for something.</summary>
    public bool IsPunctual { get; set; }

    /// <summary>Runs until it is done, or until there is nothing left that could run at any time.</summary>
    /// <exception cref="HarnessException">Work left the thread, or does not end.</exception>
    public void Run(Func<bool> done)
    {
        var outer = SynchronizationContext.Current;
        try
        {
            while (!done() && Step())
            {
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>The simulator itself is at fault: the schedule ends with it.</summary>
    public void Fail(Exception cause) => failure ??= cause;

    /// <summary>Lets time pass to a moment at which nothing was due before.</summary>
    public void JumpTo(DateTimeOffset at) => Now = at > Now ? at : Now;

    internal void Post(Entry entry)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            strayed = true;
            return;
        }

        runnable.Add(entry);
    }

    internal void Set(SimTimer timer, int setting, DateTimeOffset at) =>
        alarms.Enqueue(new Alarm(timer, setting), (Math.Max(at.UtcTicks, Now.UtcTicks), order++));

    private bool Step()
    {
        if (strayed)
        {
            throw new HarnessException("A continuation came from another thread: something left the scheduler.");
        }

        if (failure is not null)
        {
            throw new HarnessException($"The auditor failed: {failure}", failure);
        }

        if (++Steps > MaxSteps)
        {
            throw new HarnessException($"The schedule does not end: {MaxSteps} steps.");
        }

        if (runnable.Count == 0)
        {
            return Advance(DateTimeOffset.MaxValue);
        }

        if (chance.OneIn(HurryOneIn) && !IsPunctual)
        {
            Advance(Now + HurryWithin);
        }

        var index = chance.Below(runnable.Count);
        var entry = runnable[index];
        runnable[index] = runnable[^1];
        runnable.RemoveAt(runnable.Count - 1);
        entry.Strand.Run(entry);
        return true;
    }

    private bool Advance(DateTimeOffset latest)
    {
        while (alarms.TryPeek(out var alarm, out var due) && due.At <= latest.UtcTicks)
        {
            alarms.Dequeue();
            if (alarm.Timer.Takes(alarm.Setting))
            {
                Now = new DateTimeOffset(due.At, TimeSpan.Zero);
                alarm.Timer.Fire();
                return true;
            }
        }

        return false;
    }

    internal readonly record struct Entry(Strand Strand, SendOrPostCallback Callback, object? State);

    private readonly record struct Alarm(SimTimer Timer, int Setting);
}
