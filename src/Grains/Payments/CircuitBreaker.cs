using Microsoft.Extensions.Logging;

namespace Acp.Payments;

internal enum CallHealth
{
    /// <summary>It was answered, with whatever.</summary>
    Healthy,

    /// <summary>It was not answered, or with an error of the other side's own.</summary>
    Failing,

    /// <summary>It says nothing of the other side, such as one that was not sent after all.</summary>
    Unknown,
}

/// <summary>
/// Keeps calls from an outage: after many failures none is made for a while, then a single one to try, however many ask.
/// The while doubles up to a cap. It runs on the caller's thread and by the caller's clock, without a thread or a timer.
/// </summary>
internal sealed partial class CircuitBreaker(TimeProvider clock, ILogger log)
{
    // At little traffic a run of failures tells of an outage, at much traffic their share does. One lost call in five,
    // which is a bad network, hardly ever comes to either.
    private const int LongestRun = 10;
    private const int FewestCalls = 40;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly long start = clock.GetTimestamp();
    private int era;
    private bool isOpen;
    private bool isTrying;
    private TimeSpan openUntil;
    private TimeSpan nextBreak = FirstBreak;
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
            LogOpened(length.TotalSeconds);
        }
        else if (closes)
        {
            LogClosed();
        }
    }

    private bool IsTooMuch(CallHealth health)
    {
        if (health is CallHealth.Unknown)
        {
            return false;
        }

        if (Now - windowStart > Window)
        {
            (windowStart, calls, failures) = (Now, 0, 0);
        }

        var failed = health is CallHealth.Failing;
        calls++;
        failures += failed ? 1 : 0;
        run = failed ? run + 1 : 0;
        return run >= LongestRun || (failed && calls >= FewestCalls && failures * 2 >= calls);
    }

    private TimeSpan Open()
    {
        var length = nextBreak;
        era++;
        isOpen = true;
        openUntil = Now + length;
        nextBreak = length * 2 < LongestBreak ? length * 2 : LongestBreak;
        return length;
    }

    private void Close()
    {
        era++;
        isOpen = false;
        nextBreak = FirstBreak;
        (windowStart, calls, failures, run) = (Now, 0, 0, 0);
    }

    [LoggerMessage(LogLevel.Warning, "Calls to the payment provider fail; none is made for {Seconds} s, then one to try. Charges are answered «not now», and what is open stays open.")]
    private partial void LogOpened(double seconds);

    [LoggerMessage(LogLevel.Information, "The payment provider answers again; calls go through.")]
    private partial void LogClosed();
}
