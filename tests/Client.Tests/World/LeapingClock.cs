namespace Acp.Client.Tests;

/// <summary>Whoever waits has waited at once, and it is that much later. Time-outs never come, unless they are told to.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> leaps = [];
    private DateTimeOffset now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Time-outs come, too, and at once.</summary>
    public bool TimesOut { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public IReadOnlyList<TimeSpan> Leaps
    {
        get
        {
            lock (gate)
            {
                return [.. leaps];
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && (TimesOut || state is not CancellationTokenSource))
        {
            lock (gate)
            {
                now += dueTime;
                leaps.Add(dueTime);
            }

            ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        }

        return new Nothing();
    }

    private sealed class Nothing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
