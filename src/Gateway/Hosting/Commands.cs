using Acp.Gateway.Backups;
using Acp.Gateway.Feed;
using Acp.Gateway.Keys;
using Acp.Gateway.Reconciling;

namespace Acp.Gateway.Hosting;

/// <summary>What the program does instead of serving.</summary>
internal static class Commands
{
    /// <returns>The command under way, which tells the exit code; null where none is asked for.</returns>
    public static Task<int>? Asked(string[] args) => args switch
    {
        _ when HealthProbe.IsAsked(args) => HealthProbe.Run(args, Console.Error),
        _ when FeedCommand.IsAsked(args) => Feed(args),
        _ when ReconcileCommand.IsAsked(args) => ReconcileCommand.Run(args, Console.Out, Console.Error),
        _ when BackupCommand.IsAsked(args) => BackupCommand.Run(args, Console.Error),
        _ when RestoredCommand.IsAsked(args) => RestoredCommand.Run(args, Console.Error),
        _ when KeyCommand.IsAsked(args) => Task.FromResult(KeyCommand.Run(args, new RandomSecrets(), Console.Out, Console.Error)),
        _ => null,
    };

    private static async Task<int> Feed(string[] args)
    {
        await using var output = Console.OpenStandardOutput();
        return await FeedCommand.Run(args, output, Console.Error);
    }
}
