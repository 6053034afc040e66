using System.Text.Json;
using Acp.Gateway.Hosting;
using Acp.Store;

namespace Acp.Gateway.Keys;

/// <summary>Beside the requests: learns of keys that other processes made and ended, and writes down which were used.</summary>
internal sealed partial class KeyWatch(KeyRing ring, TimeProvider clock, ILogger<KeyWatch> log) : BackgroundService
{
    /// <summary>A revocation holds everywhere within this and the time of one read: 5 s, as we promise it.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(4);

    /// <summary>Periods: a use is written down once a minute at most.</summary>
    private const int UsesEvery = 15;

    /// <summary>Longer than a store that is well ever takes.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    private bool isBlind;

    /// <summary>Before the first request, so that right keys need no look-up. As with all that is read at the start, a store that does not answer ends it.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ring.Refresh().WaitAsync(LongestStart, clock, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new StoreUnavailableException($"The store did not list the keys within {LongestStart.TotalSeconds} s.", e);
        }
        catch (JsonException e)
        {
            Say(e);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Background.UntilStopped(Run, stoppingToken);

    private async Task Run(CancellationToken stop)
    {
        for (var round = 1; ; round++)
        {
            await Task.Delay(Period, clock, stop);
            await Try(ring.Refresh);
            if (round % UsesEvery == 0)
            {
                await Try(ring.NoteUses);
            }
        }
    }

    private async Task Try(Func<Task> work)
    {
        try
        {
            await work();
            isBlind = false;
        }
        catch (Exception e) when (e is StoreUnavailableException or JsonException)
        {
            Say(e);
        }
    }

    private void Say(Exception cause)
    {
        if (!isBlind)
        {
            LogBlind(KeyRing.LongestBlind, cause);
        }

        isBlind = true;
    }

    [LoggerMessage(LogLevel.Warning, "Keys cannot be read: those that are known go on for {Longest}, and a revocation elsewhere is not heard of meanwhile.")]
    private partial void LogBlind(TimeSpan longest, Exception cause);
}
