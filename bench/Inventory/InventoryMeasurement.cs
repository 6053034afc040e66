using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Acp.Bench.Contenders;
using Acp.Bench.Databases;
using Acp.Bench.Http;
using Acp.Bench.Load;
using Acp.Bench.Reporting;
using Acp.Store;

namespace Acp.Bench.Inventory;

/// <summary>One contender with an inventory of so many tokens, asked what operators ask, into its column.</summary>
internal sealed class InventoryMeasurement(string name, long tokens, DateTimeOffset now, Table table, TextWriter progress)
{
    private const int UsualWarmUp = 40;
    private const int DeepPages = 400;

    private readonly StoredTokens filled = new(tokens, now);

    /// <summary>Requests of each kind before those that are measured.</summary>
    public int WarmUp { get; init; } = UsualWarmUp;

    public static string Conditions(long tokens) =>
        $"{tokens:#,0} tokens of 60 days; {InventoryRequests.Each} requests of each kind, one after the other, after {UsualWarmUp} of each; median and 99th percentile; a page has 50 tokens, a page deep in comes after some hundred pages";

    public async Task Run(IServing contender)
    {
        await Say($"fills in {tokens} tokens");
        await using var running = await contender.Start(Fill);
        await Measure(running.Addresses[0]);
        await Say("stops");
    }

    public Task Fill(IStore store) => filled.Fill(store);

    /// <param name="address">Of a gateway on a store that was filled.</param>
    public async Task Measure(Uri address)
    {
        using var connection = new AdminConnection(address);
        var requests = new InventoryRequests(tokens, now).All(await Cursors(connection));
        foreach (var request in requests)
        {
            await Ask(connection, request, WarmUp);
        }

        foreach (var request in requests)
        {
            await Say(request.Name);
            var latencies = await Ask(connection, request, InventoryRequests.Each);
            table.Add(request.Name, name, string.Create(
                CultureInfo.InvariantCulture, $"{latencies.Percentile(0.5).TotalMilliseconds:0.0}, {latencies.Percentile(0.99).TotalMilliseconds:0.0} ms"));
        }

        await Say("export");
        table.Add(Rows.Exact, name, await Exactness.Check(address, filled));
    }

    private async Task Fill(IDatabase database)
    {
        await using (var store = await StoredShop.Open(database.Connection))
        {
            await Fill(store);
        }

        await database.Settle();
    }

    private static async Task<Histogram> Ask(AdminConnection connection, InventoryRequest request, int times)
    {
        var latencies = new Histogram();
        for (var i = 0; i < times; i++)
        {
            var path = request.Path(i);
            var start = Stopwatch.GetTimestamp();
            var response = await connection.Get(path);
            latencies.Record(Stopwatch.GetElapsedTime(start));
            if (response.Holds("\"data\":[]"u8))
            {
                throw new BenchFailedException($"{path} was answered with an empty page.");
            }
        }

        return latencies;
    }

    // From page to page, as somebody would who pages.
    private static async Task<IReadOnlyList<string>> Cursors(AdminConnection connection)
    {
        var cursors = new List<string>();
        for (var path = "/admin/spt"; cursors.Count < DeepPages; path = $"/admin/spt?cursor={cursors[^1]}")
        {
            using var page = JsonDocument.Parse((await connection.Get(path)).Body);
            if (page.RootElement.GetProperty("nextCursor").GetString() is not { } next)
            {
                break;
            }

            cursors.Add(next);
        }

        return [.. cursors.TakeLast(InventoryRequests.Each)];
    }

    private async Task Say(string what)
    {
        // What was done before may have ended on the one thread that waits for sockets, where nothing may ever block.
        await Task.Yield();
        await progress.WriteLineAsync($"{name}: {what}");
    }
}
