using System.Diagnostics.CodeAnalysis;

namespace Acp.Gateway.Admin.Live;

/// <summary>
/// Somebody else who knows something and may be slow, or not answer: asked seldom, one question at a time, and never waited
/// for longer than a second can bear. What was told last stays until there is something newer; whoever reads it sees of when.
/// </summary>
/// <param name="everyTicks">How often it is asked: on each of so many ticks.</param>
internal sealed class Asked<T>(Func<Task<T>> ask, int everyTicks, TimeProvider clock, Action<Exception> notTold)
    where T : class
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    private Task<T>? underWay;
    private T? newest;
    private int rest;

    /// <summary>To be called once a tick, by one at a time.</summary>
    /// <returns>Null where nothing was ever told.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever failed, those who watch are told what else there is.")]
    public async Task<T?> Read(CancellationToken stop)
    {
        rest = Math.Max(0, rest - 1);
        if (underWay is null && rest > 0)
        {
            return newest;
        }

        try
        {
            underWay ??= Ask();
            newest = await underWay.WaitAsync(Patience, clock, stop);
            underWay = null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (TimeoutException) when (underWay is { IsCompleted: false })
        {
            // It is looked for again on the next tick; a second question would only make it slower.
        }
        catch (Exception e)
        {
            underWay = null;
            notTold(e);
        }

        return newest;
    }

    private Task<T> Ask()
    {
        rest = everyTicks;
        return ask();
    }
}
