using Acp.Gateway.Hosting;
using Acp.Launching;

namespace Acp.Gateway.Launching;

/// <summary>
/// The command <c>check</c>: goes through the launch checklist against the configuration, the store and the payment account
/// as they are. It starts no server, may run beside any number of them, and changes nothing. Docs: launch-check.md.
/// </summary>
internal static class CheckCommand
{
    private const string Command = "check";
    private const int Ready = 0;
    private const int NotReady = 1;
    private const int Misused = 2;

    private const string Help = """
        check: goes through the launch checklist against the configuration, the store and the payment account as they are.
        It looks and changes nothing: no charge, no session, no migration, nothing written.

          … check [--json] [--strict] [--Section:Key value …]

          --json     the report as JSON, for pipelines
          --strict   warnings fail, too

        Give it the settings that the gateway runs with; with `dotnet run`, add --environment Production. It takes up to
        half a minute. What it asks: docs/launch-check.md.

        Exit code: 0 nothing fails, 1 something does, 2 the command line cannot be understood.
        """;

    public static bool IsAsked(string[] args) => args.FirstOrDefault() == Command;

    /// <param name="build">Puts the gateway together from settings; it is never started.</param>
    /// <param name="output">The report.</param>
    /// <param name="told">What is being looked at, and what is wrong with the command line.</param>
    public static async Task<int> Run(string[] args, Func<string[], (WebApplication App, Duties Duties)> build, TextWriter output, TextWriter told)
    {
        var flags = LaunchFlags.Read(args[1..]);
        if (flags.AsksHelp)
        {
            await output.WriteLineAsync(Help);
            return Ready;
        }

        if (flags.Problem is { } problem)
        {
            await told.WriteLineAsync($"{problem} See check --help.");
            return Misused;
        }

        var report = await Look(flags, build, told);
        await output.WriteAsync(flags.IsJson ? LaunchJson.Of(report) : LaunchText.Of(report));
        return report.IsReady ? Ready : NotReady;
    }

    private static async Task<LaunchReport> Look(LaunchFlags flags, Func<string[], (WebApplication App, Duties Duties)> build, TextWriter told)
    {
        try
        {
            var (app, duties) = build(flags.Settings);
            await using var closing = app;
            return duties.HasFlag(Duties.Serve)
                ? await new LaunchCheck(app.Services, flags.IsStrict, told).Look()
                : Nothing(flags, "Nobody is served in this role, so there is nothing to launch.", "Check one that serves: Cluster:Role gateway or both.");
        }
        catch (Exception e) when (e is ConfigurationException or FormatException or IOException or UnauthorizedAccessException)
        {
            return Nothing(flags, e.Message, "Mend the setting, and check again: nothing else was looked at.");
        }
        catch (Exception e)
        {
            return Nothing(flags, $"The check came to no end ({e.GetType().Name}).", "Start the gateway with these settings: what stops it is in its log. If it starts, report this as a bug of the check's.");
        }
    }

    private static LaunchReport Nothing(LaunchFlags flags, string text, string mend) =>
        new(Environment: null, PublicUrl: null, flags.IsStrict, [new("Configuration", [new LaunchFinding.Failed("configuration", text, mend)])]);
}
