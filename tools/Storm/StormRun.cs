using System.Collections.Concurrent;
using System.Diagnostics;

namespace Acp.Storm;

/// <summary>One run: prepare, storm, let it settle, read the ledger.</summary>
internal sealed class StormRun : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    // Enough to finish soon, few enough not to be another storm.
    private const int QuietCallers = 32;

    private readonly StormOptions options;
    private readonly TimeProvider clock;
    private readonly TextWriter progress;
    private readonly Agent agent;
    private readonly Preparation preparation;
    private readonly ConcurrentQueue<Target> targets = [];
    private readonly Tally storm = new();
    private readonly Tally quiet = new();
    private string phase = "preparing";
    private TimeSpan stormTook;
    private TimeSpan quietTook;

    /// <param name="run">Sets this run's keys and tokens apart from those of every other run.</param>
    public StormRun(StormOptions options, string run, TimeProvider clock, TextWriter progress)
    {
        (this.options, this.Run, this.clock, this.progress) = (options, run, clock, progress);
        agent = new Agent(options, clock);
        preparation = new Preparation(agent, options, run);
    }

    private string Run { get; }

    /// <returns>What is known, also of a run that was stopped.</returns>
    /// <exception cref="StormFailedException">The server or the ledger is not there, or no session can be prepared.</exception>
    public async Task<Report> Go(CancellationToken stop)
    {
        using var beat = clock.CreateTimer(_ => Say(), null, Beat, Beat);
        var finished = false;
        try
        {
            await Phases(stop);
            finished = true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            progress.WriteLine($"Stopped while {phase}.");
        }

        return new Report(options, Run, [.. targets], storm, stormTook, quiet, quietTook) { IsComplete = finished };
    }

    public void Dispose() => agent.Dispose();

    private async Task Phases(CancellationToken stop)
    {
        using var oracle = options.Oracle is { } address ? new Oracle(address) : null;
        if (oracle is not null)
        {
            // Better now than after the storm.
            await oracle.ChargesOf("none", stop);
        }

        await Prepare(stop);

        phase = "storming";
        var started = Stopwatch.GetTimestamp();
        var all = targets.ToArray();
        try
        {
            await Each(new Plan(options, Run).Calls(all), options.Concurrency, Fire, stop);
        }
        finally
        {
            stormTook = Stopwatch.GetElapsedTime(started);
        }

        phase = "waiting for sessions to come to an end";
        started = Stopwatch.GetTimestamp();
        var settling = new QuietPhase(agent, preparation, options, Run, quiet, clock);
        var until = clock.GetUtcNow() + options.Settle;
        await Each(all, QuietCallers, (target, cancel) => settling.Settle(target, until, cancel), stop);
        quietTook = Stopwatch.GetElapsedTime(started);

        phase = "reading the ledger";
        if (oracle is not null)
        {
            await Each(all, QuietCallers, async (target, cancel) => Audit.Hold(target, await oracle.ChargesOf(target.Id, cancel)), stop);
        }
    }

    private async Task Prepare(CancellationToken stop)
    {
        // The first one alone: where the server is not there, one sentence says so, not a thousand.
        targets.Enqueue(await preparation.Open(0, stop));
        var others = Enumerable.Range(1, options.Sessions - 1);
        await Each(others, QuietCallers, async (number, cancel) => targets.Enqueue(await preparation.Open(number, cancel)), stop);
    }

    private async Task Fire((Target Target, Call Call) it, CancellationToken stop)
    {
        var reply = await agent.Send(it.Target, it.Call, stop);
        storm.Add(reply);
        it.Target.Saw(it.Call, reply);
        if (reply.Silence == Silence.HungUp)
        {
            await Fire((it.Target, it.Call with { HangUpAfter = null }), stop);
        }
    }

    private static Task Each<T>(IEnumerable<T> all, int atOnce, Func<T, CancellationToken, Task> act, CancellationToken stop) => Parallel.ForEachAsync(
        all, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop }, async (one, cancel) => await act(one, cancel));

    private void Say() => progress.WriteLine(
        $"… {phase}: {targets.Count} of {options.Sessions} sessions, {storm.Calls} of {options.Calls} calls, "
        + $"{targets.Count(target => target.Final is not null)} sessions at their end");
}
