namespace Acp.Simulation;

/// <summary>The one virtual time, as a strand sees it: its timers go off on the strand, or never once it is dead.</summary>
internal sealed class StrandClock(Strand strand) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => strand.Scheduler.Now;

    public override long GetTimestamp() => strand.Scheduler.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimTimer(strand, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}

internal sealed class SimTimer(Strand strand, TimerCallback callback, object? state) : ITimer
{
    private int setting;
    private bool isSet;
    private TimeSpan every;

    public bool Takes(int of) => isSet && of == setting;

    public void Fire()
    {
        isSet = false;
        var current = setting;
        strand.Post(_ => CallBack(current), state: null);
        if (every > TimeSpan.Zero)
        {
            Set(every);
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        every = period;
        setting++;
        isSet = false;
        if (dueTime >= TimeSpan.Zero)
        {
            Set(dueTime);
        }

        return true;
    }

    public void Dispose()
    {
        setting++;
        isSet = false;
        every = TimeSpan.Zero;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    // Disposed of, or set anew, while its call waited for its turn: then it is not made.
    private void CallBack(int of)
    {
        if (of == setting)
        {
            callback(state);
        }
    }

    private void Set(TimeSpan dueTime)
    {
        isSet = true;
        strand.Scheduler.Set(this, setting, strand.Scheduler.Now + dueTime);
    }
}
