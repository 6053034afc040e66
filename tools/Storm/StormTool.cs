using System.CommandLine;
using System.CommandLine.Help;

namespace Acp.Storm;

/// <summary>From the command line to the exit code.</summary>
public static class StormTool
{
    /// <summary>Nothing that was seen breaks a promise.</summary>
    public const int Holds = 0;

    public const int Violated = 1;

    /// <summary>Wrong usage, or nothing to storm.</summary>
    public const int Unusable = 2;

    /// <summary>Stopped before it could be told; as shells have it after Ctrl-C.</summary>
    public const int Stopped = 130;

    private const string Examples = """

        Examples:
          # this repository's gateway, started in another terminal with dotnet run -c Release --project src/Gateway
          dotnet run -c Release --project tools/Storm -- --url http://127.0.0.1:5080 --api-key demo_platform_key

          # ten thousand calls to a hundred sessions, held against the provider's ledger (docs/storm.md)
          dotnet run -c Release --project tools/Storm -- --url http://127.0.0.1:5080 --api-key demo_platform_key \
            --calls 10000 --sessions 100 --oracle http://127.0.0.1:12111

          # your own server: an item it sells, tokens that it can charge
          dotnet run -c Release --project tools/Storm -- --url http://localhost:3000 --api-key KEY --item sku_1 --token-prefix vt_test

        Exit codes: 0 holds, 1 violated, 2 wrong usage or nothing to storm, 130 stopped before it could be told.
        """;

    public static async Task<int> Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        var commandLine = new CommandLine();
        var line = commandLine.Parse(args);
        if (line.Action is HelpAction || (line.Action is not null && line.Errors.Count == 0))
        {
            return await Help(line, output);
        }

        if (line.Errors.Count > 0)
        {
            await errors.WriteLineAsync($"{string.Join(Environment.NewLine, line.Errors.Select(error => error.Message).Distinct())} See --help.");
            return Unusable;
        }

        return await Run(commandLine.Read(line), output, errors, stop);
    }

    private static async Task<int> Run(StormOptions options, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        try
        {
            using var run = new StormRun(options, Guid.NewGuid().ToString("N")[..8], TimeProvider.System, TextWriter.Synchronized(errors));
            var report = await run.Go(stop);
            await output.WriteLineAsync(options.Json ? report.ToJson() : report.ToText());
            return report.Violations.Count > 0 ? Violated : report.IsComplete ? Holds : Stopped;
        }
        catch (StormFailedException e)
        {
            await errors.WriteLineAsync(e.Message);
            return Unusable;
        }
    }

    private static async Task<int> Help(ParseResult line, TextWriter output)
    {
        await line.InvokeAsync(new InvocationConfiguration { Output = output });
        if (line.Action is HelpAction)
        {
            await output.WriteLineAsync(Examples);
        }

        return Holds;
    }
}
