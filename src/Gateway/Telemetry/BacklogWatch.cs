using System.Diagnostics.CodeAnalysis;
using Acp.Attention;
using Acp.Due;
using Acp.Gateway.Hosting;
using Acp.Store;
using Acp.Telemetry;

namespace Acp.Gateway.Telemetry;

/// <summary>Asks the store what waits, seldom enough to cost nothing and often enough for whoever scrapes.</summary>
internal sealed partial class BacklogWatch(IInventory inventory, DueLag due, Instruments instruments, TimeProvider clock, ILogger<BacklogWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Background.UntilStopped(Run, stoppingToken);

    private async Task Run(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(Interval, clock);
        do
        {
            instruments.Backlog.Show(await Read());
        }
        while (await ticks.WaitForNextTickAsync(stop));
    }

    /// <returns>Null where the store does not say.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever failed, a gauge must not end the process.")]
    private async Task<BacklogReading?> Read()
    {
        try
        {
            var now = clock.GetUtcNow();
            var unknown = await inventory.FindMarked(Marks.UnknownAttempt, now - Marks.UnderWay, limit: 1);
            var oldest = unknown.Longest is [var first, ..] ? now - first.Since : TimeSpan.Zero;
            return new(unknown.Count, oldest, [.. (await due.Measure()).Select(kind => Of(kind, now))]);
        }
        catch (Exception e)
        {
            LogNotRead(e);
            return null;
        }
    }

    private static DueBacklog Of(KindLag kind, DateTimeOffset now) =>
        new(kind.Kind, kind.Backlog.Count, kind.Backlog.Oldest is { } oldest && oldest < now ? now - oldest : TimeSpan.Zero);

    [LoggerMessage(LogLevel.Debug, "The store did not say what waits; its gauges are silent until it does.")]
    private partial void LogNotRead(Exception cause);
}
