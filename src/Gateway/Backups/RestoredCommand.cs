using Acp.Gateway.Hosting;
using Acp.Store;

namespace Acp.Gateway.Backups;

/// <summary>
/// The command <c>restored</c>: tells the store that it was restored, or failed over and may have lost commits. To be run
/// before the first process starts on it; see <see cref="RestoreMark"/>.
/// </summary>
internal static class RestoredCommand
{
    private const string Command = "restored";

    public static bool IsAsked(string[] args) => args.FirstOrDefault() == Command;

    /// <returns>The exit code; 1 where it is not written.</returns>
    public static async Task<int> Run(string[] args, TextWriter told)
    {
        try
        {
            await using var app = CommandHost.Build(args[1..]);
            var services = app.Services;
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            if (!await RestoreMark.Write(services.GetRequiredService<IStore>(), services.GetRequiredService<IIds>(), now))
            {
                await told.WriteLineAsync("It is not written down: another process did so at this moment. Run it again.");
                return 1;
            }

            await told.WriteLineAsync($"Written down: sessions from before {now:yyyy-MM-dd'T'HH:mm:ss'Z'} are looked up at the provider before they are charged. Next: reconcile --repair, then start.");
            return 0;
        }
        catch (Exception e) when (CommandHost.IsTold(e))
        {
            await told.WriteLineAsync($"It is not written down: {e.Message}");
            return 1;
        }
    }
}
