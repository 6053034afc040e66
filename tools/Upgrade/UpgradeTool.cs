using System.CommandLine;
using System.CommandLine.Help;
using Acp.Chaos;
using Acp.Processes;
using Acp.Upgrade.Rolling;
using Acp.Upgrade.Writing;

namespace Acp.Upgrade;

/// <summary>From the command line to the exit code.</summary>
public static class UpgradeTool
{
    /// <summary>Nothing that was seen breaks a promise; or the state is written.</summary>
    public const int Holds = 0;

    public const int Violated = 1;

    /// <summary>Wrong usage, or what is needed does not start.</summary>
    public const int Unusable = 2;

    private const string Examples = """

        Examples:
          # three nodes of an earlier commit become three of this build, go back where they can, and come forward again
          dotnet run -c Release --project tools/Upgrade -- --before 3725fc6 --minutes 2

          # the state that tests of later versions read: once for each change of a stored record or of the store's schema
          dotnet run --project tools/Upgrade -- write tests/Upgrades.Tests/States/11-next

        It starts everything itself, PostgreSQL too, on ports of its own, and removes it again. An earlier commit is built with
        the packages of this machine.
        Exit codes: 0 holds, 1 violated, 2 wrong usage or what is needed does not start. docs/upgrades.md tells more.
        """;

    public static async Task<int> Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        var commandLine = new CommandLine();
        var line = commandLine.Parse(args);
        if (line.Errors.Count == 0 && !commandLine.IsOurs(line))
        {
            await line.InvokeAsync(new InvocationConfiguration { Output = output }, stop);
            await output.WriteLineAsync(line.Action is HelpAction ? Examples : "");
            return Holds;
        }

        if (commandLine.Problems(line) is { Count: > 0 } problems)
        {
            await errors.WriteLineAsync($"{string.Join(Environment.NewLine, problems)} See --help.");
            return Unusable;
        }

        try
        {
            return line.CommandResult.Command == commandLine.Write
                ? await Write(commandLine.ReadWriting(line), output)
                : await Roll(commandLine.ReadRolling(line), output, TextWriter.Synchronized(errors), stop);
        }
        catch (DeploymentFailedException e)
        {
            await errors.WriteLineAsync(e.Message);
            return Unusable;
        }
    }

    private static async Task<int> Roll(RollingOptions options, TextWriter output, TextWriter progress, CancellationToken stop)
    {
        if (LocalPostgres.Missing is { } missing)
        {
            throw new DeploymentFailedException(missing);
        }

        var (report, holds) = await new RollingRun(options, TimeProvider.System, progress).Go(stop);
        await output.WriteLineAsync(report);
        return holds ? Holds : Violated;
    }

    private static async Task<int> Write(WritingOptions options, TextWriter output)
    {
        await output.WriteLineAsync(await new StateWriter(options, TimeProvider.System).Go());
        return Holds;
    }
}
