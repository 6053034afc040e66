using System.Globalization;

namespace Acp.Bench.Os;

/// <param name="Cpu">Processor time.</param>
/// <param name="Written">Bytes given to the disk.</param>
/// <param name="Resident">Bytes of memory. What processes share, as a database does with its buffers, is shared out among them.</param>
internal readonly record struct Use(TimeSpan Cpu, long Written, long Resident)
{
    public static Use operator +(Use one, Use other) => new(one.Cpu + other.Cpu, one.Written + other.Written, one.Resident + other.Resident);

    public static Use operator -(Use now, Use before) => new(now.Cpu - before.Cpu, now.Written - before.Written, now.Resident);
}

/// <summary>What a server has used since it started, from /proc. On other systems than Linux it is not known, and told as nothing.</summary>
internal static class ProcessUse
{
    /// <summary>Of /proc's times; the same on every architecture that .NET runs on.</summary>
    private const int TicksPerSecond = 100;

    /// <summary>Of a process and of its children; of those that have ended, what it has seen of them.</summary>
    public static Use OfTree(int process) => Children(process).Aggregate(Of(process), (sum, child) => sum + Of(child));

    private static Use Of(int process) => new(
        Read($"/proc/{process}/stat", Cpu), Read($"/proc/{process}/io", Written), Read($"/proc/{process}/smaps_rollup", Resident));

    private static int[] Children(int process) => Read($"/proc/{process}/task/{process}/children", Numbers) ?? [];

    /// <param name="stat">proc(5): utime, stime, cutime, cstime are fields 14 to 17; the second, a name in brackets, may hold spaces.</param>
    internal static TimeSpan Cpu(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((double)fields[11..15].Sum(Number) / TicksPerSecond);
    }

    /// <param name="io">proc(5): a line <c>write_bytes: …</c>.</param>
    internal static long Written(string io)
    {
        const string Label = "\nwrite_bytes: ";
        return io.IndexOf(Label, StringComparison.Ordinal) is var at and >= 0 ? Number(io[(at + Label.Length)..].Split('\n')[0]) : 0;
    }

    /// <param name="rollup">proc(5), smaps: a line <c>Pss: … kB</c>. Sums of the resident sizes would count shared memory once for each process.</param>
    internal static long Resident(string rollup)
    {
        const string Label = "\nPss:";
        return rollup.IndexOf(Label, StringComparison.Ordinal) is var at and >= 0
            ? Number(rollup[(at + Label.Length)..].Split('\n')[0].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024
            : 0;
    }

    private static int[] Numbers(string list) => [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => (int)Number(number))];

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static T? Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default; // It has ended meanwhile, or this is not Linux.
        }
    }
}
