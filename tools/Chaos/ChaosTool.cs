using System.CommandLine;
using System.CommandLine.Help;
using Acp.Chaos.Recovery;
using Acp.Chaos.Webhooks;
using Acp.Processes;

namespace Acp.Chaos;

/// <summary>From the command line to the exit code.</summary>
public static class ChaosTool
{
    /// <summary>Nothing that was seen breaks a promise.</summary>
    public const int Holds = 0;

    public const int Violated = 1;

    /// <summary>Wrong usage, or the deployment does not start.</summary>
    public const int Unusable = 2;

    private const string Examples = """

        Examples:
          # half an hour of random faults on three silos over PostgreSQL
          dotnet run -c Release --project tools/Chaos -- --engine silo --minutes 30 --seed 7

          # the same on three plain gateways that share a database and know nothing of each other
          dotnet run -c Release --project tools/Chaos -- --engine gateways --minutes 30 --seed 7

          # kill -9 of one of three silos under load: when do its sessions answer again?
          dotnet run -c Release --project tools/Chaos -- --engine silo --death

          # 10,000 orders told to flapping endpoints by gateways that die, on PostgreSQL; with --sqlite on a file
          dotnet run -c Release --project tools/Chaos -- --engine gateways --webhooks --seed 7

        It starts everything itself, PostgreSQL too, on ports of its own, and removes it again.
        Exit codes: 0 holds, 1 violated, 2 wrong usage or the deployment does not start. docs/chaos.md tells what is drawn and audited.
        """;

    public static async Task<int> Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        var commandLine = new CommandLine();
        var line = commandLine.Parse(args);
        if (line.Action is HelpAction || (line.Action is not null && line.Errors.Count == 0))
        {
            return await Help(line, output);
        }

        var problems = line.Errors.Select(error => error.Message).Distinct().ToArray();
        if (problems.Length > 0 || LocalPostgres.Missing is not null)
        {
            await errors.WriteLineAsync(problems.Length > 0 ? $"{string.Join(Environment.NewLine, problems)} See --help." : LocalPostgres.Missing);
            return Unusable;
        }

        return await Run(commandLine.Read(line), output, TextWriter.Synchronized(errors), stop);
    }

    private static async Task<int> Run(ChaosOptions options, TextWriter output, TextWriter progress, CancellationToken stop)
    {
        try
        {
            if (options.Webhooks)
            {
                var (told, holds) = await new HookRun(options, TimeProvider.System, progress).Go(stop);
                await output.WriteLineAsync(told);
                return holds ? Holds : Violated;
            }

            await using var run = new ChaosRun(options, TimeProvider.System, progress);
            var report = await (options.Death ? DeathRun.Go(run, stop) : RandomFaults.Go(run, stop));
            await output.WriteLineAsync(report.ToText());
            return report.Violations.Count > 0 ? Violated : Holds;
        }
        catch (DeploymentFailedException e)
        {
            await progress.WriteLineAsync(e.Message);
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

/// <summary>The deployment does not start; the message is for whoever started the harness.</summary>
public sealed class DeploymentFailedException(string message) : Exception(message);
