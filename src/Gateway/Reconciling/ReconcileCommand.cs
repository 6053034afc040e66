using Acp.Gateway.Hosting;
using Acp.Reconciling;

namespace Acp.Gateway.Reconciling;

/// <summary>
/// The command <c>reconcile</c>: what the provider has of the last days beside what the store has. It starts no server, and
/// may run beside any number of them.
/// </summary>
internal static class ReconcileCommand
{
    private const string Command = "reconcile";
    private const int Agrees = 0;
    private const int Differs = 1;
    private const int NotFinished = 2;

    public static bool IsAsked(string[] args) => args.FirstOrDefault() == Command;

    /// <param name="output">The report.</param>
    /// <param name="told">How far it has come, and what is wrong.</param>
    /// <returns>The exit code: 0 where all agrees, 1 where there are findings, 2 where it could not be finished.</returns>
    public static Task<int> Run(string[] args, TextWriter output, TextWriter told) => Run(args, CommandHost.Build, output, told);

    internal static async Task<int> Run(string[] args, Func<string[], WebApplication> build, TextWriter output, TextWriter told)
    {
        try
        {
            var (flags, settings) = ReconcileSettings.Split(args[1..]);
            await using var app = build(settings);
            return await Run(app.Services, flags, output, told);
        }
        catch (Exception e) when (CommandHost.IsTold(e))
        {
            await told.WriteLineAsync($"Nothing was compared: {e.Message}");
            return NotFinished;
        }
    }

    private static async Task<int> Run(IServiceProvider services, ReconcileFlags flags, TextWriter output, TextWriter told)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var settings = ReconcileSettings.Read(services.GetRequiredService<IConfiguration>(), clock.GetUtcNow());
        if (services.GetRequiredService<ProviderSettings>() is { IsFake: true, FakeJournal: null })
        {
            throw new ConfigurationException("The payment provider's secret key is missing: the fake that answers instead was born with this command and knows no payments.");
        }

        var run = new ReconcileRun(
            ActivatorUtilities.CreateInstance<Reconciler>(services), ActivatorUtilities.CreateInstance<Mending>(services), clock, flags.Repairs ? settings.Reason : null, told);
        var report = await run.Compare(settings.Span);
        await output.WriteAsync(flags.IsJson ? FindingJson.Text(report) : FindingTable.Text(report));
        return report.Problem is not null || report.Unanswered.Count > 0 ? NotFinished : report.Left.Any() ? Differs : Agrees;
    }
}
