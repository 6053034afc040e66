namespace Acp.Payments;

internal enum CallPriority
{
    /// <summary>Charges and cancels: somebody waits, and what they settle needs no further call.</summary>
    Charge,

    /// <summary>Can be asked again later.</summary>
    LookUp,

    /// <summary>Nobody waits for it.</summary>
    Background,
}

/// <summary>
/// Keeps calls under so many a second. Calls beyond it stand in line, charges before look-ups, for a bounded time. The
/// platform's own limiters take no clock of ours. A waiting call is let go on the thread of the clock's timer; a caller
/// with a scheduler of its own continues there.
/// </summary>
internal sealed class RateLimiter
{
    private readonly Lock gate = new();
    private readonly Queue<Waiter>[] lines = [new(), new(), new()];
    private readonly double burst;
    private readonly double perSecond;
    private readonly TimeSpan longestWait;
    private readonly TimeProvider clock;
    private readonly long start;
    private readonly ITimer timer;
    private double tokens;
    private TimeSpan filledAt;

    /// <param name="callsPerSecond">In any second there are no more.</param>
    public RateLimiter(int callsPerSecond, TimeSpan longestWait, TimeProvider clock)
    {
        // What may burst is taken off the rate: a full bucket and a second's refill together are the limit.
        burst = Math.Max(1, callsPerSecond / 10.0);
        perSecond = Math.Max(0.5, callsPerSecond - burst);
        tokens = burst;
        this.longestWait = longestWait;
        this.clock = clock;
        start = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => Serve(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => clock.GetElapsedTime(start);

    /// <returns>False where the line is too long, or stayed so for too long: the call is not to be made.</returns>
    public ValueTask<bool> Enter(CallPriority priority)
    {
        lock (gate)
        {
            var now = Now;
            Fill(now);
            var ahead = lines.Take((int)priority + 1).Sum(line => line.Count);
            if (ahead == 0 && tokens >= 1)
            {
                tokens--;
                return new(true);
            }

            // One behind more than can be served in time would wait for nothing.
            if (ahead >= perSecond * longestWait.TotalSeconds)
            {
                return new(false);
            }

            var waiter = new Waiter(now + longestWait);
            lines[(int)priority].Enqueue(waiter);
            Arm(now);
            return new(waiter.Task);
        }
    }

    /// <summary>Lets no call through for a while: the other side counts differently, or counts more callers than us.</summary>
    public void Pause(TimeSpan length)
    {
        lock (gate)
        {
            var now = Now;
            Fill(now);
            tokens = 0;
            filledAt = now + length > filledAt ? now + length : filledAt;
            Arm(now);
        }
    }

    private void Serve()
    {
        List<(Waiter Waiter, bool Served)> leaving = [];
        lock (gate)
        {
            var now = Now;
            Fill(now);
            foreach (var line in lines)
            {
                while (line.TryPeek(out var waiter) && (waiter.Until <= now || tokens >= 1))
                {
                    line.Dequeue();
                    var served = waiter.Until > now;
                    tokens -= served ? 1 : 0;
                    leaving.Add((waiter, served));
                }
            }

            Arm(now);
        }

        // Outside the gate: what follows may run here and now, and may come back for the next call.
        leaving.ForEach(it => it.Waiter.SetResult(it.Served));
    }

    private void Fill(TimeSpan now)
    {
        if (now > filledAt)
        {
            tokens = Math.Min(burst, tokens + ((now - filledAt).TotalSeconds * perSecond));
            filledAt = now;
        }
    }

    private void Arm(TimeSpan now)
    {
        var nextToken = filledAt + TimeSpan.FromSeconds((1 - tokens) / perSecond);
        var due = lines.Where(line => line.Count > 0).Select(line => line.Peek().Until).DefaultIfEmpty(TimeSpan.MaxValue).Min();
        if (due == TimeSpan.MaxValue)
        {
            return;
        }

        // Timers count whole milliseconds, and one that fires too early finds no token.
        var wait = (due < nextToken ? due : nextToken) - now;
        timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }

    /// <param name="until">From then on it is no longer worth its while.</param>
    private sealed class Waiter(TimeSpan until) : TaskCompletionSource<bool>
    {
        public TimeSpan Until { get; } = until;
    }
}
