using System.CommandLine;
using System.CommandLine.Help;
using System.Net.Sockets;
using Acp.Bench.Contenders;
using Acp.Bench.Http;
using Acp.Bench.Inventory;
using Acp.Bench.Metering;
using Acp.Bench.Recording;
using Acp.Bench.Rendering;
using Acp.Bench.Reporting;
using Acp.Store;

namespace Acp.Bench;

/// <summary>From the command line to the table.</summary>
internal static class BenchTool
{
    public const int Measured = 0;

    /// <summary>A contender did not do what it must.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage.</summary>
    public const int Unusable = 2;

    public static async Task<int> Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        var commandLine = new CommandLine();
        var line = commandLine.Parse(args);
        if (line.Action is HelpAction || (line.Action is not null && line.Errors.Count == 0))
        {
            return await line.InvokeAsync(new InvocationConfiguration { Output = output });
        }

        if (line.Errors.Count > 0)
        {
            await errors.WriteLineAsync($"{string.Join(Environment.NewLine, line.Errors.Select(error => error.Message).Distinct())} See --help.");
            return Unusable;
        }

        return await Measure(commandLine.Read(line), output, errors);
    }

    private static async Task<int> Measure(BenchOptions options, TextWriter output, TextWriter errors)
    {
        try
        {
            using var place = new Workplace(options);
            await output.WriteLineAsync(await Measure(options, place, errors));
            return Measured;
        }
        catch (Exception e) when (e is BenchFailedException or BadResponseException or StoreUnavailableException or TimeoutException or SocketException)
        {
            await errors.WriteLineAsync($"Nothing was measured to the end: {e.Message}");
            return Failed;
        }
    }

    private static async Task<string> Measure(BenchOptions options, Workplace place, TextWriter progress)
    {
        var machine = await Machine.Describe(place);
        if (options.Renderings > 0)
        {
            return Render(options.Renderings, machine);
        }

        var recorded = await Recorder.Record(place.Catalog);
        if (options.MeteringTurns > 0)
        {
            return await Meter(options, place, recorded, machine, progress);
        }

        var contenders = AllContenders.Pick(options.Contenders, place, recorded);
        var table = new Table(options.Contenders);
        await (options.Tokens > 0 ? Ask(contenders, options.Tokens, table, progress) : Load(contenders, options, table, progress));

        string[] notes =
        [
            .. options.Tokens > 0 ? [InventoryMeasurement.Conditions(options.Tokens)] : LoadConditions(options, recorded),
            .. machine,
            .. contenders.Select(contender => $"{contender.Name}: {contender.Description}"),
            .. Warnings(),
        ];
        return Report(table, notes);
    }

    private static async Task<string> Meter(BenchOptions options, Workplace place, RecordedCheckout recorded, IReadOnlyList<string> machine, TextWriter progress)
    {
        var table = new Table(MeteringMeasurement.Columns);
        var (without, with) = (AllContenders.Metered(MeteringMeasurement.Off, isOn: false, place, recorded), AllContenders.Metered(MeteringMeasurement.On, isOn: true, place, recorded));
        await new MeteringMeasurement(without, with, options, table, progress).Run();
        return Report(table, [MeteringMeasurement.Conditions(options), .. machine, .. Warnings()]);
    }

    private static string Render(int renderings, IReadOnlyList<string> machine)
    {
        var table = new Table(RenderingMeasurement.Columns);
        new RenderingMeasurement(renderings, table).Run();
        return Report(table, [RenderingMeasurement.Conditions(renderings), .. machine, .. Warnings()]);
    }

    private static string Report(Table table, IEnumerable<string> notes) =>
        $"{table.Render()}\n{string.Join('\n', notes.Select(note => $"- {note}"))}";

    private static IEnumerable<string> Warnings() => Machine.Warning is { } warning ? [warning] : [];

    private static string[] LoadConditions(BenchOptions options, RecordedCheckout recorded) =>
    [
        $"{options.Connections} shoppers at once, {options.Stored[0]:#,0} checkouts stored, {options.WarmUpSeconds} s warm-up and {options.Seconds} s measured for each load; audit on, stock tracked, provider answers at once in the process",
        $"one checkout: {recorded.Commits} commits, {recorded.Bytes:#,0} bytes of states, replies and audit",
    ];

    private static async Task Load(IReadOnlyList<IContender> contenders, BenchOptions options, Table table, TextWriter progress)
    {
        foreach (var contender in contenders)
        {
            await new Measurement(contender, options, table, progress).Run();
        }
    }

    private static async Task Ask(IReadOnlyList<IContender> contenders, long tokens, Table table, TextWriter progress)
    {
        IServing[] serving = [.. contenders.Select(one => one as IServing ?? throw new BenchFailedException($"{one.Name} has no inventory that could be asked."))];
        foreach (var contender in serving)
        {
            await new InventoryMeasurement(contender.Name, tokens, TimeProvider.System.GetUtcNow(), table, progress).Run(contender);
        }
    }
}
