using Acp.Store;

namespace Acp.Silo.Engine;

/// <summary>
/// Asks a grain until it has answered. A silo that dies takes the calls at it along, and a caller may hear of it late or
/// never; asking anew is safe, because every call is idempotent, by its key or by what it does.
/// </summary>
internal sealed class Asking(TimeProvider clock, AskingTimes times)
{
    /// <summary>Asks anew what is lost and what takes long; the answer of any ask is the answer.</summary>
    /// <param name="isOurOwn">True of an answer that an earlier ask of the same question can cause: «still running».</param>
    /// <exception cref="GrainOverloadedException">The engine shed the call; nothing was started.</exception>
    /// <exception cref="StoreUnavailableException">No answer in time; whether it was done is not known.</exception>
    public ValueTask<T> Ask<T>(Func<ValueTask<T>> ask, Func<T, bool>? isOurOwn = null) => Ask(ask, times.Patience, isOurOwn ?? (_ => false));

    /// <summary>Asks anew what is lost only: for what may well take long, and would be done twice.</summary>
    /// <inheritdoc cref="Ask{T}(Func{ValueTask{T}}, Func{T, bool})"/>
    public ValueTask<T> AskPatiently<T>(Func<ValueTask<T>> ask, Func<T, bool>? isOurOwn = null) => Ask(ask, times.Budget, isOurOwn ?? (_ => false));

    /// <summary>For what must not be asked twice.</summary>
    /// <inheritdoc cref="Ask{T}(Func{ValueTask{T}}, Func{T, bool})"/>
    public async ValueTask<T> AskOnce<T>(Func<ValueTask<T>> ask)
    {
        var only = Start(ask);
        return await EndsWithin(only, times.Budget) && !IsLost(only) ? await only : throw Unanswered();
    }

    /// <summary>Whatever goes wrong is the task's to tell.</summary>
    public static async Task<T> Start<T>(Func<ValueTask<T>> ask) => await ask();

    /// <summary>The engine failed, not the grain: what became of the call is not known.</summary>
    public static bool IsLost(Exception cause) => cause is OrleansException or TimeoutException;

    public static StoreUnavailableException Unanswered() => new("The cluster did not answer in time.");

    private static bool IsLost(Task ask) => ask.Exception?.InnerException is { } cause && IsLost(cause);

    private async ValueTask<T> Ask<T>(Func<ValueTask<T>> ask, TimeSpan patience, Func<T, bool> isOurOwn)
    {
        // Nearly every call ends here: one ask, one answer.
        var started = clock.GetTimestamp();
        var first = Start(ask);
        if (await EndsWithin(first, patience) && !IsLost(first))
        {
            return await first;
        }

        return await new Question<T>(clock, times with { Patience = patience }, started, ask, isOurOwn).AskOn(first);
    }

    private async ValueTask<bool> EndsWithin(Task ask, TimeSpan time)
    {
        await ask.WaitAsync(time, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return ask.IsCompleted;
    }
}

/// <summary>Times of a call. Each with its reason.</summary>
internal sealed record AskingTimes
{
    /// <summary>Longer than nearly every call takes, a little longer than a dead silo stays undetected.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>In all: a complete's 20 s and a death before it; callers give up at about 30 s.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(27);

    /// <summary>Before what was lost is asked anew; doubled up to <see cref="LongestPause"/>, so that a cluster in trouble is not flooded.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);
}
