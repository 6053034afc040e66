using System.Globalization;
using Acp.Bench.Contenders;
using Acp.Bench.Http;
using Acp.Bench.Load;
using Acp.Bench.Reporting;

namespace Acp.Bench;

/// <summary>One contender through all loads that it can bear, into its column.</summary>
internal sealed class Measurement(IContender contender, BenchOptions options, Table table, TextWriter progress)
{
    public async Task Run()
    {
        var first = options.Stored[0];
        await using (var running = await Start(first))
        {
            await Active(running, first);
            var rate = await Checkouts(running, Rows.Checkouts);
            if (running.Addresses.Count > 0)
            {
                await Replays(running);
                await HalfLoad(running.Addresses, rate / 2);
                await Storm(running.Addresses[0]);
                await Death(running);
            }

            await Say("stops");
        }

        foreach (var more in options.Stored.Skip(1).Where(_ => contender.IsStored))
        {
            await using var running = await Start(more);
            await Active(running, more);
            await Checkouts(running, Rows.CheckoutsWith(more));
            await Say("stops");
        }
    }

    private async Task<IRunning> Start(long stored)
    {
        await Say(contender.IsStored ? $"starts with {stored} stored" : "starts");
        return await contender.Start(stored);
    }

    private async Task<double> Checkouts(IRunning running, string row)
    {
        await Say("checkouts");
        var start = running.Use().Resident;
        var result = await Closed(running, lane => Task.FromResult(running.Shopper(lane)));
        table.AddRate(row, contender.Name, result.PerSecond);
        table.Add($"{row}, CPU for one", contender.Name, string.Create(CultureInfo.InvariantCulture, $"{result.Cpu.TotalMicroseconds:0} µs"));
        if (contender.IsStored)
        {
            table.Add($"{row}, to the disk for one", contender.Name, string.Create(CultureInfo.InvariantCulture, $"{result.Written / 1024.0:0.0} KB"));
        }

        if (contender.IsStored && running.Addresses.Count > 0)
        {
            table.Add($"{row}, memory at the start, after the load", contender.Name, $"{start >> 20}, {running.Use().Resident >> 20} MB");
        }

        return result.PerSecond;
    }

    private async Task Active(IRunning running, long stored)
    {
        if (options.Active > 0 && stored == options.Stored[^1] && contender.IsStored && running.Addresses.Count > 0)
        {
            await Say($"opens {options.Active} sessions");
            var start = running.Use().Resident;
            await Lookers.Open(running.Addresses, options.Active, options.Connections);
            table.Add(Rows.Active(options.Active), contender.Name, $"{start >> 20}, {running.Use().Resident >> 20} MB");
        }
    }

    private async Task Replays(IRunning running)
    {
        await Say("replays");
        var result = await Closed(running, lane => Replayer.Prepare(new HttpShopper(running.Addresses[lane % running.Addresses.Count], 1000 + lane)));
        table.AddRate(Rows.Replays, contender.Name, result.PerSecond);
    }

    private async Task HalfLoad(IReadOnlyList<Uri> addresses, double perSecond)
    {
        await Say("half load");
        using var load = new OpenLoad(addresses);
        var latencies = await load.Run(perSecond, options.Measured);
        foreach (var (row, share) in new[] { (Rows.P50, 0.5), (Rows.P99, 0.99) })
        {
            table.Add(row, contender.Name, string.Create(CultureInfo.InvariantCulture, $"{latencies.Percentile(share).TotalMilliseconds:0.00} ms"));
        }
    }

    private async Task Storm(Uri address)
    {
        if (contender.IsStored)
        {
            await Say("storm");
            table.Add(Rows.Storm, contender.Name, await Load.Storm.Pass(address));
        }
    }

    private async Task Death(IRunning running)
    {
        if (running.Addresses.Count > 1)
        {
            await Say("a node dies");
            table.Add(Rows.Death, contender.Name, await Load.Death.Measure(running));
        }
    }

    private async Task<Throughput> Closed(IRunning running, Func<int, Task<IShopper>> shopper)
    {
        var shoppers = await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(shopper));
        try
        {
            return await new ClosedLoop(shoppers, running.Use).Run(options.WarmUp, options.Measured);
        }
        finally
        {
            Array.ForEach(shoppers, one => one.Dispose());
        }
    }

    private async Task Say(string what)
    {
        // What was done before may have ended on the one thread that waits for sockets, where nothing may ever block.
        await Task.Yield();
        await progress.WriteLineAsync($"{contender.Name}: {what}");
    }
}
