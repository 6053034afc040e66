using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Net.ServerSentEvents;
using Acp.Gateway.Errors;
using Acp.Gateway.Telemetry;

namespace Acp.Gateway.Admin.Live;

/// <summary>
/// Tells all who watch the same, once a second. While there are any, one loop samples for all of them; while there is none,
/// nothing is sampled and nothing is heard.
/// </summary>
internal sealed partial class LiveFeed(LiveSources sources, IMeterFactory meters, TimeProvider clock, ILogger<LiveFeed> log) : IDisposable
{
    /// <summary>Of one process: each holds a connection, and people who watch are few.</summary>
    public const int MostListeners = 50;

    /// <summary>Tabs of one operator: a script that runs wild leaves places to the others.</summary>
    public const int MostOfOne = 10;

    /// <summary>Seconds that rates are averaged over: of one second a p99 says nothing.</summary>
    private const int Width = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How soon whoever was cut off may come again.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly List<LiveListener> listeners = [];
    private CancellationTokenSource? run;
    private SseItem<byte[]>? newest;
    private long told;

    public int Listeners
    {
        get
        {
            lock (gate)
            {
                return listeners.Count;
            }
        }
    }

    /// <summary>To be disposed of when the listener has gone.</summary>
    /// <param name="name">Of the operator.</param>
    /// <param name="hangUp">Breaks the listener's connection.</param>
    /// <exception cref="RequestRefusedException">429 or 503: there are as many as there may be.</exception>
    public LiveListener Join(string name, Action hangUp)
    {
        lock (gate)
        {
            Admit(name);
            var listener = new LiveListener(name, hangUp, Leave);
            listeners.Add(listener);
            if (newest is { } frame)
            {
                listener.Tell(frame);
            }

            if (run is null)
            {
                Begin();
            }

            return listener;
        }
    }

    public void Dispose() => run?.Dispose();

    private void Begin()
    {
        var mine = run = new();
        _ = Task.Run(() => Run(mine, mine.Token));
    }

    private void Admit(string name)
    {
        if (listeners.Count(listener => listener.Name == name) >= MostOfOne)
        {
            throw Faults.WatchedByOneTooOften(MostOfOne);
        }

        if (listeners.Count >= MostListeners)
        {
            throw Faults.WatchedByTooMany(MostListeners);
        }
    }

    private void Leave(LiveListener listener)
    {
        CancellationTokenSource? idle = null;
        lock (gate)
        {
            if (listeners.Remove(listener) && listeners.Count == 0)
            {
                (idle, run, newest) = (run, null, null);
            }
        }

        idle?.Cancel();
        idle?.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "A bug here must leave nobody in front of figures that stand still.")]
    private async Task Run(CancellationTokenSource mine, CancellationToken stop)
    {
        try
        {
            await Sample(mine, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
        catch (Exception e)
        {
            LogBroken(e);
            Break(mine);
        }
    }

    private async Task Sample(CancellationTokenSource mine, CancellationToken stop)
    {
        using var meter = new TrafficMeter(meters, clock);
        using var ticks = new PeriodicTimer(Interval, clock);
        var (window, asked) = (new TrafficWindow(Width, clock), sources.Begin());
        do
        {
            Tell(mine, LiveJson.Render(await asked.Read(window.Add(meter.Read()), stop)));
        }
        while (await ticks.WaitForNextTickAsync(stop));
    }

    private void Tell(CancellationTokenSource mine, byte[] snapshot)
    {
        lock (gate)
        {
            if (run == mine)
            {
                var frame = new SseItem<byte[]>(snapshot) { EventId = $"{++told}", ReconnectionInterval = Retry };
                newest = frame;
                Array.ForEach([.. listeners], listener => listener.Tell(frame));
            }
        }
    }

    private void Break(CancellationTokenSource mine)
    {
        lock (gate)
        {
            if (run == mine)
            {
                (run, newest) = (null, null);
                Array.ForEach([.. listeners], listener => listener.End());
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "What those who watch are told could not be made; their streams have ended.")]
    private partial void LogBroken(Exception cause);
}
