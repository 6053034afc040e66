using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Acp.Bench.Load;

/// <summary>Waits to within some 50 µs. .NET's own waits are of whole milliseconds, which is what is to be measured here.</summary>
internal static class Pacing
{
    /// <param name="due">A timestamp of <see cref="Stopwatch"/>.</param>
    public static void WaitUntil(long due)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left > TimeSpan.Zero)
        {
            var time = new Timespec((long)left.TotalSeconds, (left.Ticks % TimeSpan.TicksPerSecond) * 100);
            _ = NanoSleep(in time, 0); // Ended early by a signal it is early, and no worse than late.
        }
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NanoSleep(in Timespec time, nint remaining);

    private readonly record struct Timespec(long Seconds, long Nanoseconds);
}
