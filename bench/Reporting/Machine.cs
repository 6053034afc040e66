using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Acp.Processes;

namespace Acp.Bench.Reporting;

/// <summary>Without these no figure means anything.</summary>
internal static partial class Machine
{
    public static async Task<IReadOnlyList<string>> Describe(Workplace place) =>
    [
        $"{DateTimeOffsetOfNow():yyyy-MM-dd HH:mm} UTC, commit {await Commit()}, {Build}",
        $"{Processor()}, {Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {RuntimeInformation.OSDescription}",
        $".NET {Environment.Version}, SQLite bundle {SqliteVersion(place.Gateway)}; load generator, servers and databases on this one machine",
        string.Create(CultureInfo.InvariantCulture, $"a flush of 4 KB in {place.Folder} takes {Flush(place).TotalMilliseconds:0.00} ms (median of 200); load before the start {Load()}"),
    ];

    /// <summary>Null where it is fit to be measured.</summary>
    public static string? Warning => Build == "Debug" ? "This is a Debug build: its figures mean nothing. Use -c Release." : null;

    private static string Build =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private static DateTimeOffset DateTimeOffsetOfNow() => TimeProvider.System.GetUtcNow();

    private static async Task<string> Commit()
    {
        try
        {
            return (await Child.Run(new ChildSettings("git", "-C", AppContext.BaseDirectory, "describe", "--always", "--dirty"))).Trim();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string SqliteVersion(string gateway)
    {
        var dependencies = Path.ChangeExtension(gateway, ".deps.json");
        return File.Exists(dependencies) && Bundle().Match(File.ReadAllText(dependencies)) is { Success: true } found ? found.Groups[1].Value : "unknown";
    }

    // As databases do it: grow a file and wait until the disk has it.
    private static TimeSpan Flush(Workplace place)
    {
        using var file = new FileStream(place.File("flush"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        var times = new List<TimeSpan>();
        while (times.Count < 200)
        {
            var start = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    [GeneratedRegex(@"SQLitePCLRaw\.bundle_e_sqlite3/([0-9.]+)")]
    private static partial Regex Bundle();
}
