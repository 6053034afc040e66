namespace Acp;

internal enum CallHealth
{
    /// <summary>It was answered, with whatever.</summary>
    Healthy,

    /// <summary>It was not answered, or with an error of the other side's own.</summary>
    Failing,

    /// <summary>It says nothing of the other side, such as one that was not sent after all.</summary>
    Unknown,
}

/// <summary>When a circuit opens and for how long. At little traffic a run of failures tells of an outage, at much traffic their share does.</summary>
/// <param name="LongestRun">So many failures one after the other open it.</param>
/// <param name="FewestCalls">Within <paramref name="Window"/>; of so many or more, half open it.</param>
/// <param name="FirstBreak">Doubled for each further one, up to <paramref name="LongestBreak"/>.</param>
internal sealed record CircuitRules(int LongestRun, int FewestCalls, TimeSpan Window, TimeSpan FirstBreak, TimeSpan LongestBreak);

/// <summary>
/// Keeps calls from an outage: after many failures none is made for a while, then a single one to try, however many ask.
/// The while doubles up to a cap. It runs on the caller's thread and by the caller's clock, without a thread or a timer.
/// </summary>
/// <param name="opened">Told the length of the break.</param>
internal sealed class CircuitBreaker(TimeProvider clock, CircuitRules rules, Action<TimeSpan> opened, Action closed)
{
    private readonly Lock gate = new();
    private readonly long start = clock.GetTimestamp();
    private int era;
    private bool isOpen;
    private bool isTrying;
    private TimeSpan openUntil;
    private TimeSpan nextBreak = rules.FirstBreak;
    private TimeSpan windowStart;
    private int calls;
    private int failures;
    private int run;

    private TimeSpan Now => clock.GetElapsedTime(start);

    /// <summary>Whether a call would be turned away now. It is no promise for later.</summary>
    public bool TurnsAway
    {
        get
        {
            lock (gate)
            {
                return isOpen && (isTrying || Now < openUntil);
            }
        }
    }

    /// <summary>How long calls are turned away for certain; nought where one may be tried.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (gate)
            {
                return isOpen && Now < openUntil ? openUntil - Now : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Whether it is open, so that there is room for one call at most: the one that tries.</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                return isOpen;
            }
        }
    }

    /// <returns>What is to be handed to <see cref="Leave"/> when the call is over; null where it is not to be made.</returns>
    public int? TryEnter()
    {
        lock (gate)
        {
            if (!isOpen)
            {
                return era;
            }

            if (isTrying || Now < openUntil)
            {
                return null;
            }

            isTrying = true;
            return ++era;
        }
    }

    public void Leave(int entered, CallHealth health)
    {
        TimeSpan? breaks = null;
        var closes = false;
        lock (gate)
        {
            // A call that began before the last change says nothing of the time since.
            if (entered != era)
            {
                return;
            }

            if (isOpen)
            {
                isTrying = false;
                closes = health is CallHealth.Healthy;
            }

            if (closes)
            {
                Close();
            }
            else if (isOpen ? health is CallHealth.Failing : IsTooMuch(health))
            {
                breaks = Open();
            }
        }

        if (breaks is { } length)
        {
            opened(length);
        }
        else if (closes)
        {
            closed();
        }
    }

    private bool IsTooMuch(CallHealth health)
    {
        if (health is CallHealth.Unknown)
        {
            return false;
        }

        if (Now - windowStart > rules.Window)
        {
            (windowStart, calls, failures) = (Now, 0, 0);
        }

        var failed = health is CallHealth.Failing;
        calls++;
        failures += failed ? 1 : 0;
        run = failed ? run + 1 : 0;
        return run >= rules.LongestRun || (failed && calls >= rules.FewestCalls && failures * 2 >= calls);
    }

    private TimeSpan Open()
    {
        var length = nextBreak;
        era++;
        isOpen = true;
        openUntil = Now + length;
        nextBreak = length * 2 < rules.LongestBreak ? length * 2 : rules.LongestBreak;
        return length;
    }

    private void Close()
    {
        era++;
        isOpen = false;
        nextBreak = rules.FirstBreak;
        (windowStart, calls, failures, run) = (Now, 0, 0, 0);
    }
}
