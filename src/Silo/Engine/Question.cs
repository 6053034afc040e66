namespace Acp.Silo.Engine;

/// <summary>One question that its first ask has not settled: asked anew until the budget ends, while all earlier asks are listened to.</summary>
/// <param name="started">Timestamp of the first ask.</param>
internal sealed class Question<T>(TimeProvider clock, AskingTimes times, long started, Func<ValueTask<T>> ask, Func<T, bool> isOurOwn)
{
    private readonly List<Task<T>> asks = [];
    private TimeSpan pause = times.FirstPause;
    private Said? last;

    private TimeSpan Left => times.Budget - clock.GetElapsedTime(started);

    public async Task<T> AskOn(Task<T> first)
    {
        asks.Add(first);
        if (!first.IsCompleted)
        {
            asks.Add(Asking.Start(ask)); // It has been waited for already.
        }

        while (Left > TimeSpan.Zero)
        {
            if (await Listen() is { } answer)
            {
                return answer.Value;
            }

            asks.Add(Asking.Start(ask));
        }

        return last is null ? throw Asking.Unanswered() : last.Value;
    }

    /// <returns>Null where it is time to ask anew.</returns>
    private async Task<Said?> Listen()
    {
        while (asks.Count > 0)
        {
            if (await NextToEnd() is not { } ended)
            {
                return null;
            }

            asks.Remove(ended);
            if (await Heard(ended) is { } answer)
            {
                return answer;
            }
        }

        await Task.Delay(pause, clock);
        pause = Shorter(pause * 2, times.LongestPause);
        return null;
    }

    /// <returns>Null where none has ended while patience lasted.</returns>
    private async Task<Task<T>?> NextToEnd()
    {
        if (Left <= TimeSpan.Zero)
        {
            return null;
        }

        using var heard = new CancellationTokenSource();
        var patience = Task.Delay(Shorter(times.Patience, Left), clock, heard.Token);
        var ended = await Task.WhenAny([patience, .. asks]);
        await heard.CancelAsync();
        return ended as Task<T>;
    }

    /// <returns>Null where it tells nothing: the call was lost, or met an earlier ask of this very question.</returns>
    private async Task<Said?> Heard(Task<T> ended)
    {
        try
        {
            var said = new Said(await ended);
            if (!isOurOwn(said.Value))
            {
                return said;
            }

            last = said;
        }
        catch (Exception e) when (Asking.IsLost(e) || e is GrainOverloadedException)
        {
            // Shed, too, tells nothing here: an earlier ask may have been started.
        }

        return null;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private sealed record Said(T Value);
}
