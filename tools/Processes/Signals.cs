using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Acp.Processes;

public enum Signal
{
    Interrupt,
    Kill,
    Terminate,
    Stop,
    Continue,
}

internal static class Signals
{
    private const int NoSuchProcess = 3; // ESRCH, everywhere

    /// <summary>One that has ended meanwhile is no error.</summary>
    /// <exception cref="Win32Exception">It may not be sent.</exception>
    public static void Send(int process, Signal signal)
    {
        if (Kill(process, Number(signal)) != 0 && Marshal.GetLastPInvokeError() is not NoSuchProcess and var error)
        {
            throw new Win32Exception(error);
        }
    }

    // The last two are numbered otherwise on macOS.
    private static int Number(Signal signal) => signal switch
    {
        Signal.Interrupt => 2,
        Signal.Kill => 9,
        Signal.Terminate => 15,
        Signal.Stop => OperatingSystem.IsLinux() ? 19 : 17,
        Signal.Continue => OperatingSystem.IsLinux() ? 18 : 19,
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
