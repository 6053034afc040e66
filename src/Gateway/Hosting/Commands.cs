using Acp.Gateway.Backups;
using Acp.Gateway.Feed;
using Acp.Gateway.Keys;
using Acp.Gateway.Launching;
using Acp.Gateway.Reconciling;

namespace Acp.Gateway.Hosting;

/// <summary>What the program does instead of serving.</summary>
internal static class Commands
{
    private const string All = "backup, check, feed, key, reconcile, restored";

    /// <param name="addEngine">As of <see cref="GatewayHost.Run"/>.</param>
    /// <returns>The command under way, which tells the exit code; null where none is asked for.</returns>
    public static Task<int>? Asked(string[] args, Func<IHostApplicationBuilder, Duties> addEngine) => args switch
    {
        _ when HealthProbe.IsAsked(args) => HealthProbe.Run(args, Console.Error),
        _ when FeedCommand.IsAsked(args) => Feed(args),
        _ when ReconcileCommand.IsAsked(args) => ReconcileCommand.Run(args, Console.Out, Console.Error),
        _ when BackupCommand.IsAsked(args) => BackupCommand.Run(args, Console.Error),
        _ when RestoredCommand.IsAsked(args) => RestoredCommand.Run(args, Console.Error),
        _ when CheckCommand.IsAsked(args) => CheckCommand.Run(args, settings => Unstarted(settings, addEngine), Console.Out, Console.Error),
        _ when KeyCommand.IsAsked(args) => Task.FromResult(KeyCommand.Run(args, new RandomSecrets(), Console.Out, Console.Error)),
        _ => null,
    };

    /// <returns>What is told of a word that is no command, and would else be passed over by a server that starts; null where there is none.</returns>
    public static string? Refusal(string[] args) => CommandLine.StrayWord(args) is { } word
        ? $"There is no command «{word}», and nothing was started. Commands are {All}; without one the server starts. See --help."
        : null;

    private static (WebApplication App, Duties Duties) Unstarted(string[] settings, Func<IHostApplicationBuilder, Duties> addEngine) =>
        GatewayHost.Build(settings, builder =>
        {
            builder.Logging.ClearProviders(); // What is logged would stand in the output.
            return addEngine(builder);
        });

    private static async Task<int> Feed(string[] args)
    {
        await using var output = Console.OpenStandardOutput();
        return await FeedCommand.Run(args, output, Console.Error);
    }
}
