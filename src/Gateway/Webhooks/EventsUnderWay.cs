using System.Collections.Concurrent;
using Acp.ProviderEvents;

namespace Acp.Gateway.Webhooks;

/// <summary>
/// Events that are treated right after they were acknowledged. A short cut only: what finds no room here, or is cut off,
/// is due in the store and found by the due loop.
/// </summary>
internal sealed partial class EventsUnderWay(IGrains grains, ILogger<EventsUnderWay> log) : IHostedService
{
    /// <summary>At a time: enough for a busy shop, and no more calls to the provider than it takes from one account.</summary>
    private const int AtOnce = 32;

    private readonly ConcurrentDictionary<string, Task> running = new(StringComparer.Ordinal);

    public int Count => running.Count;

    public void Begin(string id)
    {
        // Not exact under a burst, and it need not be.
        if (running.Count < AtOnce)
        {
            var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (running.TryAdd(id, Wake(begin.Task, id)))
            {
                begin.SetResult();
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What has begun is finished, as far as there is time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(running.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task Wake(Task begun, string id)
    {
        await begun; // Away from the request, which is answered meanwhile.
        try
        {
            await grains.Get<IProviderEvent>(id).Wake();
        }
#pragma warning disable CA1031 // Nobody waits for it; the due loop tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogLeft(e, id);
        }
        finally
        {
            running.TryRemove(id, out _);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The provider's notice {Notice} could not be treated at once; it is tried again when it falls due.")]
    private partial void LogLeft(Exception cause, string notice);
}
