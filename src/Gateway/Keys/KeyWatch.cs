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

    private bool isBlind;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Background.UntilStopped(Run, stoppingToken);

    private async Task Run(CancellationToken stop)
    {
        for (var round = 1; ; round++)
        {
            await Try(ring.Refresh);
            if (round % UsesEvery == 0)
            {
                await Try(ring.NoteUses);
            }

            await Task.Delay(Period, clock, stop);
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
            if (!isBlind)
            {
                LogBlind(KeyRing.LongestBlind, e);
            }

            isBlind = true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Keys cannot be read: those that are known go on for {Longest}, and a revocation elsewhere is not heard of meanwhile.")]
    private partial void LogBlind(TimeSpan longest, Exception cause);
}
