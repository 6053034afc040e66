using Acp.Gateway.Hosting;
using Acp.Storage;

namespace Acp.Gateway.Backups;

/// <summary>
/// The command <c>backup &lt;file&gt;</c>: a whole and consistent copy of a SQLite store while it is used. PostgreSQL has
/// tools of its own, which are better at it.
/// </summary>
internal static class BackupCommand
{
    private const string Command = "backup";

    public static bool IsAsked(string[] args) => args.FirstOrDefault() == Command;

    /// <returns>The exit code; 1 where there is no backup.</returns>
    public static async Task<int> Run(string[] args, TextWriter told)
    {
        try
        {
            var file = args is [_, var given, ..] && !given.StartsWith('-') ? given : throw new ConfigurationException("backup takes the name of a file that is not there yet.");
            await using var app = CommandHost.Build(args[2..]);
            var store = app.Services.GetRequiredService<IConfiguration>()["Store"] ?? "";
            Stores.Copy(store, Path.GetFullPath(file));
            await told.WriteLineAsync($"Written to {file}. What else must be kept, and how it all comes back: docs/backup.md.");
            return 0;
        }
        catch (Exception e) when (CommandHost.IsTold(e) || e is ArgumentException)
        {
            await told.WriteLineAsync($"There is no backup: {e.Message.Split(" (Parameter", 2)[0]}");
            return 1;
        }
    }
}
