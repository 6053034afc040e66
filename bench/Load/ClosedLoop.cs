using System.Diagnostics;
using Acp.Bench.Os;

namespace Acp.Bench.Load;

/// <param name="PerSecond">Purchases.</param>
/// <param name="Cpu">Processor time that the server took for one.</param>
/// <param name="Written">Bytes that it gave to the disk for one.</param>
internal sealed record Throughput(double PerSecond, TimeSpan Cpu, long Written);

/// <summary>Shoppers that buy again as soon as they have bought: what the server can do when it is never idle.</summary>
internal sealed class ClosedLoop(IReadOnlyList<IShopper> shoppers, Func<Use> use)
{
    private readonly Count[] counts = [.. shoppers.Select(_ => new Count())];
    private volatile bool stopping;

    /// <exception cref="BenchFailedException">A shopper did not get what it was to get.</exception>
    public async Task<Throughput> Run(TimeSpan warmUp, TimeSpan measured)
    {
        var buying = shoppers.Select((shopper, i) => Task.Run(() => Keep(shopper, counts[i]))).ToArray();
        var ended = Task.WhenAny(buying);
        await Pass(warmUp, ended);
        var (bought, before, watch) = (Bought(), use(), Stopwatch.StartNew());
        await Pass(measured, ended);
        var (count, took, used) = (Math.Max(1, Bought() - bought), watch.Elapsed, use() - before);
        var result = new Throughput(count / took.TotalSeconds, used.Cpu / count, used.Written / count);
        stopping = true;
        await Task.WhenAll(buying);
        return result;
    }

    private async Task Keep(IShopper shopper, Count count)
    {
        while (!stopping)
        {
            await shopper.Buy();
            Volatile.Write(ref count.Value, count.Value + 1);
        }
    }

    private long Bought() => counts.Sum(count => Volatile.Read(ref count.Value));

    // No shopper ends by itself unless it failed.
    private static async Task Pass(TimeSpan time, Task<Task> ended)
    {
        if (await Task.WhenAny(Task.Delay(time, TimeProvider.System), ended) == ended)
        {
            await await ended;
        }
    }

    private sealed class Count
    {
        public long Value;
    }
}
