using System.Globalization;
using Acp.Erasures;
using Acp.Gateway.Admin.Orders;
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
            var (erased, others) = await Erasures(args[1..]);
            await using var app = CommandHost.Build(others);
            var services = app.Services;
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            if (!await RestoreMark.Write(services.GetRequiredService<IStore>(), services.GetRequiredService<IIds>(), now))
            {
                await told.WriteLineAsync("It is not written down: another process did so at this moment. Run it again.");
                return 1;
            }

            await Repeat(erased, services.GetRequiredService<ErasureDesk>(), told);
            await told.WriteLineAsync($"Written down: sessions from before {now:yyyy-MM-dd'T'HH:mm:ss'Z'} are looked up at the provider before they are charged. Next: reconcile --repair, then start.");
            return 0;
        }
        catch (Exception e) when (CommandHost.IsTold(e))
        {
            await told.WriteLineAsync($"It is not written down: {e.Message}");
            return 1;
        }
    }

    // One of which nothing is here is named: where its session has been forgotten, only the order's id leads to the buyer.
    private static async Task Repeat(IReadOnlyList<Entry> erased, ErasureDesk desk, TextWriter told)
    {
        var missing = new List<Entry>();
        foreach (var entry in erased)
        {
            missing.AddRange(await desk.Again(entry.Session, entry.Order) ? [] : [entry]);
        }

        await told.WriteLineAsync(erased.Count == 0
            ? "No erasures were given (--erasures): who was erased since the backup has come back with it (docs/erasure.md)."
            : string.Create(CultureInfo.InvariantCulture, $"{erased.Count - missing.Count} erasures are done again after the start."));
        foreach (var (session, order) in missing)
        {
            await told.WriteLineAsync(order is null
                ? $"{session}: there is no such session. If an order came of it, give the order's id behind it, else its buyer stays (docs/erasure.md)."
                : $"{session} {order}: neither is here, nothing is to be erased.");
        }
    }

    // The list that was kept beside the backups: a session's id and its order's a line. Every line is looked at before anything is written.
    private static async Task<(IReadOnlyList<Entry> Erased, string[] Others)> Erasures(string[] args)
    {
        var at = Array.IndexOf(args, ErasuresOption);
        if (at < 0)
        {
            return ([], args);
        }

        var file = at + 1 < args.Length ? args[at + 1] : throw new ConfigurationException($"{ErasuresOption} takes the name of a file with a session's id and its order's a line.");
        string[] lines = [.. (await File.ReadAllLinesAsync(file)).Select(line => line.Trim()).Where(line => line.Length > 0)];
        Entry?[] entries = [.. lines.Select(EntryOf)];
        var wrong = Array.FindIndex(entries, entry => entry is null);
        return wrong < 0
            ? ([.. entries.OfType<Entry>().Distinct()], [.. args[..at], .. args[(at + 2)..]])
            : throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{ErasuresOption}: entry {wrong + 1} of {file} is no session's id, with or without its order's behind it."));
    }

    private static Entry? EntryOf(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var session] when SessionIds.IsPossible(session) => new(session, Order: null),
        [var session, var order] when SessionIds.IsPossible(session) && OrderIds.IsPossible(order) => new(session, order),
        _ => null,
    };

    private sealed record Entry(string Session, string? Order);
}
