using System.Globalization;
using Acp.Bench.Contenders;
using Acp.Bench.Load;
using Acp.Bench.Reporting;

namespace Acp.Bench.Metering;

/// <summary>
/// What counting and timing costs: two gateways that differ in nothing else run beside each other, and buy by turns, so that
/// a machine that slows down does so for both.
/// </summary>
internal sealed class MeteringMeasurement(IServing without, IServing with, BenchOptions options, Table table, TextWriter progress)
{
    public const string Off = "metrics off";
    public const string On = "metrics on";

    private const string Median = "median";
    private static readonly TimeSpan ScrapeInterval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, List<Throughput>> turns = new() { [Off] = [], [On] = [] };

    public static IReadOnlyList<string> Columns { get; } = [Off, On];

    public static string Conditions(BenchOptions options) =>
        $"{options.Connections} shoppers at once on SQLite, {options.WarmUpSeconds} s warm-up each, then {options.MeteringTurns} turns of {options.Seconds} s each, the first of a turn changing; metrics that are on are scraped every {ScrapeInterval.TotalSeconds:0} s; processor time is the gateway's own";

    public async Task Run()
    {
        await using var off = await without.Start(options.Stored[0]);
        await using var on = await with.Start(options.Stored[0]);
        await Buy(off, options.WarmUp);
        await Buy(on, options.WarmUp);
        for (var turn = 1; turn <= options.MeteringTurns; turn++)
        {
            await progress.WriteLineAsync($"turn {turn}");
            foreach (var (name, running) in turn % 2 == 0 ? [(On, on), (Off, off)] : new[] { (Off, off), (On, on) })
            {
                turns[name].Add(await Buy(running, options.Measured, isScraped: name == On));
            }
        }

        Report();
    }

    private async Task<Throughput> Buy(IRunning running, TimeSpan time, bool isScraped = false)
    {
        using var stop = new CancellationTokenSource();
        var scraping = isScraped ? Scrape(running.Addresses[0], stop.Token) : Task.CompletedTask;
        var shoppers = Enumerable.Range(0, options.Connections).Select(running.Shopper).ToArray();
        try
        {
            return await new ClosedLoop(shoppers, running.Use).Run(TimeSpan.FromSeconds(1), time);
        }
        finally
        {
            Array.ForEach(shoppers, one => one.Dispose());
            await stop.CancelAsync();
            await scraping;
        }
    }

    private static async Task Scrape(Uri address, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var ticks = new PeriodicTimer(ScrapeInterval);
        try
        {
            do
            {
                (await client.GetAsync("/metrics", stop)).EnsureSuccessStatusCode();
            }
            while (await ticks.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The turn is over.
        }
    }

    private void Report()
    {
        for (var turn = 0; turn < options.MeteringTurns; turn++)
        {
            foreach (var name in Columns)
            {
                Add($"checkouts a second, turn {turn + 1}", name, turns[name][turn].PerSecond);
            }
        }

        foreach (var name in Columns)
        {
            Add($"checkouts a second, {Median}", name, MedianOf(turns[name].Select(one => one.PerSecond)));
            table.Add($"CPU for one, {Median}", name, string.Create(CultureInfo.InvariantCulture, $"{MedianOf(turns[name].Select(one => one.Cpu.TotalMicroseconds)):0} µs"));
        }

        Share("throughput with metrics, of that without", turns[Off].Zip(turns[On], (off, on) => on.PerSecond / off.PerSecond));
        Share("CPU for one with metrics, of that without", turns[Off].Zip(turns[On], (off, on) => on.Cpu / off.Cpu));
    }

    // By turns: what a turn's two have in common cancels out.
    private void Share(string row, IEnumerable<double> shares) =>
        table.Add($"{row}: {Median} of the turns", On, string.Create(CultureInfo.InvariantCulture, $"{MedianOf(shares):0.0 %}"));

    private void Add(string row, string column, double perSecond) => table.AddRate(row, column, perSecond);

    private static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
