using System.Globalization;
using Acp.Erasures;
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
    private const string ErasuresOption = "--erasures";

    public static bool IsAsked(string[] args) => args.FirstOrDefault() == Command;

    /// <returns>The exit code; 1 where it is not written.</returns>
    public static async Task<int> Run(string[] args, TextWriter told)
    {
        try
        {
            var (sessions, others) = await Erasures(args[1..]);
            await using var app = CommandHost.Build(others);
            var services = app.Services;
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            if (!await RestoreMark.Write(services.GetRequiredService<IStore>(), services.GetRequiredService<IIds>(), now))
            {
                await told.WriteLineAsync("It is not written down: another process did so at this moment. Run it again.");
                return 1;
            }

            foreach (var session in sessions)
            {
                await services.GetRequiredService<ErasureDesk>().Again(session);
            }

            await told.WriteLineAsync(sessions.Count == 0
                ? "No erasures were given (--erasures): who was erased since the backup has come back with it (docs/erasure.md)."
                : string.Create(CultureInfo.InvariantCulture, $"{sessions.Count} erasures are done again after the start."));
            await told.WriteLineAsync($"Written down: sessions from before {now:yyyy-MM-dd'T'HH:mm:ss'Z'} are looked up at the provider before they are charged. Next: reconcile --repair, then start.");
            return 0;
        }
        catch (Exception e) when (CommandHost.IsTold(e))
        {
            await told.WriteLineAsync($"It is not written down: {e.Message}");
            return 1;
        }
    }

    // The list that was kept beside the backups: a session's id a line. Every line is looked at before anything is written.
    private static async Task<(IReadOnlyList<string> Sessions, string[] Others)> Erasures(string[] args)
    {
        var at = Array.IndexOf(args, ErasuresOption);
        if (at < 0)
        {
            return ([], args);
        }

        var file = at + 1 < args.Length ? args[at + 1] : throw new ConfigurationException($"{ErasuresOption} takes the name of a file with a session's id a line.");
        string[] lines = [.. (await File.ReadAllLinesAsync(file)).Select(line => line.Trim()).Where(line => line.Length > 0)];
        var wrong = Array.FindIndex(lines, line => !SessionIds.IsPossible(line));
        return wrong < 0
            ? ([.. lines.Distinct(StringComparer.Ordinal)], [.. args[..at], .. args[(at + 2)..]])
            : throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{ErasuresOption}: entry {wrong + 1} of {file} is no session's id."));
    }
}
