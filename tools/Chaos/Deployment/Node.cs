using System.Collections.Concurrent;
using Acp.Processes;

namespace Acp.Chaos.Deployment;

/// <summary>
/// One process of the deployment and its supervisor, which starts it again at the same ports whenever it has ended, as an
/// orchestrator would.
/// </summary>
internal sealed class Node : IAsyncDisposable
{
    private const string Listening = "listening on ";

    // A drain of 30 s and a slow machine; what takes longer is stuck.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);

    private readonly EventLog log;
    private readonly TimeProvider clock;
    private readonly string? logs;
    private readonly Task supervising;
    private readonly ConcurrentQueue<string> deaths = [];
    private volatile ChildSettings settings;
    private volatile TaskCompletionSource<string> refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Child? child;
    private volatile bool expected;
    private volatile bool closed;
    private int starts;

    public Node(int number, Uri address, ChildSettings settings, string? logs, EventLog log, TimeProvider clock)
    {
        (Number, Address, this.settings, this.logs, this.log, this.clock) = (number, address, settings, logs, log, clock);
        supervising = Supervise();
    }

    public int Number { get; }

    public Uri Address { get; }

    public string Name => $"node {Number}";

    /// <summary>How long it stays away after its next death.</summary>
    public TimeSpan Away { get; set; }

    /// <summary>Ends nobody asked for, after it had been ready.</summary>
    public IReadOnlyCollection<string> Deaths => deaths;

    /// <summary>Ends with its last words once it has not come up, since it was last changed.</summary>
    public Task<string> Refusal => refusal.Task;

    /// <summary>From its next start on.</summary>
    public void Change(ChildSettings next)
    {
        settings = next;
        refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <exception cref="TimeoutException">It does not come up.</exception>
    public async Task UntilReady(TimeSpan within)
    {
        try
        {
            await ready.Task.WaitAsync(within);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name} was not ready within {EventLog.Seconds(within)} s, but said: {child?.Lines.All}");
        }
    }

    public async Task Kill()
    {
        if (child is { } running)
        {
            expected = true;
            Unready();
            await running.Kill();
        }
    }

    /// <summary>SIGTERM, as an orchestrator would; what does not end by itself is killed.</summary>
    public async Task Stop()
    {
        if (child is not { } running)
        {
            return;
        }

        expected = true;
        Unready();
        try
        {
            var code = await running.Stop().WaitAsync(LongestStop, clock);
            log.Say($"{Name} ended with {code}");
        }
        catch (TimeoutException)
        {
            deaths.Enqueue($"{Name} did not stop within {LongestStop.TotalSeconds} s");
            await running.Kill();
        }
    }

    public void Freeze() => child?.Freeze();

    public void Thaw() => child?.Thaw();

    public async ValueTask DisposeAsync()
    {
        closed = true;
        await Kill();
        await supervising;
    }

    private async Task Supervise()
    {
        while (!closed)
        {
            expected = false;
            await using var running = Child.Start(settings);
            child = running;
            starts++;
            await Live(running);
            child = null;
            Keep(running);
            await Task.Delay(Away, clock);
            Away = TimeSpan.Zero;
        }
    }

    private async Task Live(Child running)
    {
        var came = await Came(running);
        var code = await running.Ended;
        Unready();
        if (!expected && !closed)
        {
            Tell(came, code, running.Lines.All.Split('\n').LastOrDefault(line => line.Length > 0) ?? "nothing");
            Away = TimeSpan.FromSeconds(1); // What it needs may still be away.
        }
    }

    private async Task<bool> Came(Child running)
    {
        try
        {
            await running.WaitForLine(Listening, TimeSpan.FromMinutes(10));
            ready.TrySetResult();
            log.Say($"{Name} is up ({starts})");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // It has ended before.
        }
    }

    private void Tell(bool came, int code, string last)
    {
        log.Say($"{Name} {(came ? "ended by itself" : "did not come up")} with {code}: {last}");
        if (came)
        {
            deaths.Enqueue($"{Name} ended by itself with {code}: {last}");
        }
        else
        {
            refusal.TrySetResult(last);
        }
    }

    private void Unready()
    {
        if (ready.Task.IsCompleted)
        {
            ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Keep(Child ended)
    {
        if (logs is not null)
        {
            File.WriteAllText(Path.Combine(logs, $"node-{Number}.{starts}.log"), ended.Lines.All);
        }
    }
}
