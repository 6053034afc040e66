using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Acp.Bench.Contenders;

namespace Acp.Bench;

/// <summary>The command line, and what of it cannot be used.</summary>
internal sealed class CommandLine
{
    // From bench/bin/<configuration>/<framework>, in the same configuration.
    private static readonly string SiloFromHere = Path.Combine("..", "..", "..", "..", "src", "Silo", "bin", Configuration(), "net10.0");

    private readonly Option<string[]> contenders = List(
        "--contenders", $"who is measured, of: {string.Join(", ", AllContenders.Names)}", AllContenders.Names, Known);

    private readonly Option<long[]> stored = List(
        "--stored", "checkouts in the store before the start; further numbers measure throughput again with so many", [10_000L], Count);

    private readonly Option<int> active = Number(
        "--active", "sessions that are opened and left, with the last number of --stored, to see what memory they take", 0, 0, 10_000_000);

    private readonly Option<int> tokens = Number(
        "--tokens", "instead of loads: what operators ask of an inventory of so many tokens, by default on postgres alone", 0, 0, 100_000_000);

    private readonly Option<int> renderings = Number(
        "--renderings", "instead of loads: what it costs to write a session in each version of the protocol, so many times each; 20000 is enough", 0, 0, 10_000_000);

    private readonly Option<int> metering = Number(
        "--metering", "instead of loads: what counting and timing costs, in so many turns with metrics on and off; 10 is enough on a quiet machine", 0, 0, 1000);

    private readonly Option<int> seconds = Number("--seconds", "how long each load is measured", 10, 1, 3600);
    private readonly Option<int> warmUp = Number("--warm-up", "seconds of load before that; less than 10 measures the compiler", 10, 0, 3600);
    private readonly Option<int> connections = Number("--connections", "shoppers that buy at once", 64, 1, 1024);

    private readonly Option<string> gateway = new("--gateway")
    {
        HelpName = "dll",
        Description = "the gateway's assembly, such as one that was published; without it the one built with this",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "Acp.Gateway.dll"),
    };

    private readonly Option<string> silo = new("--silo")
    {
        HelpName = "dll",
        Description = "the cluster node's assembly; without it the one in src/Silo, which is built by itself: dotnet build -c Release src/Silo",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, SiloFromHere, "Acp.Silo.dll"),
    };

    private readonly Option<string?> folder = new("--folder")
    {
        Description = "where databases are made: on the disk that is to be measured; without it the temporary folder",
    };

    private readonly RootCommand root;

    public CommandLine()
    {
        root = new RootCommand("Measures checkouts a second, replays, latencies and storms, each beside a bare echo of the same requests, in one table.");
        foreach (var option in new Option[] { contenders, seconds, warmUp, stored, active, tokens, renderings, metering, connections, gateway, silo, folder })
        {
            root.Options.Add(option);
        }

        gateway.Validators.Add(Exists);
        silo.Validators.Add(Exists);
    }

    public ParseResult Parse(IReadOnlyList<string> args) => root.Parse(args);

    public BenchOptions Read(ParseResult line) => new(
        line.GetValue(tokens) > 0 && line.GetResult(contenders) is not { Implicit: false } ? ["postgres"] : line.GetValue(contenders)!,
        line.GetValue(seconds),
        line.GetValue(warmUp),
        line.GetValue(stored)!,
        line.GetValue(active),
        line.GetValue(connections),
        Path.GetFullPath(line.GetValue(gateway)!),
        Path.GetFullPath(line.GetValue(silo)!),
        line.GetValue(folder),
        line.GetValue(tokens),
        line.GetValue(renderings),
        line.GetValue(metering));

    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static void Exists(OptionResult result)
    {
        if (result.Tokens is [var file] && !File.Exists(file.Value))
        {
            result.AddError($"{result.Option.Name}: there is no file {file.Value}.");
        }
    }

    private static string? Known(string name, ArgumentResult result)
    {
        if (!AllContenders.Names.Contains(name))
        {
            result.AddError($"'{name}' is no contender. There are: {string.Join(", ", AllContenders.Names)}.");
        }

        return name;
    }

    private static long Count(string text, ArgumentResult result)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 100_000_000)
        {
            result.AddError($"'{text}' is no number of stored checkouts from 0 to 100000000.");
        }

        return count;
    }

    /// <summary>Several values in one word, parted by commas.</summary>
    private static Option<T[]> List<T>(string name, string description, IReadOnlyList<T> normally, Func<string, ArgumentResult, T?> read) => new(name)
    {
        Description = description,
        HelpName = "a,b",
        DefaultValueFactory = _ => [.. normally],
        CustomParser = result => [.. result.Tokens[0].Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(word => read(word, result)!)],
    };

    private static Option<int> Number(string name, string description, int normally, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => normally };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most))
            {
                result.AddError($"{name} must be a number from {least} to {most}.");
            }
        });
        return option;
    }
}
