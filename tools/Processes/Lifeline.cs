using System.Collections.Concurrent;
using System.Diagnostics;

namespace Acp.Processes;

/// <summary>
/// Ties children to this process: the kernel kills them when it dies, though it be by SIGKILL. What the kernel watches is
/// the thread that started the child, so all are started by one thread that never ends.
/// </summary>
internal static class Lifeline
{
    private static readonly string? Setpriv = Programs.Find("setpriv");
    private static readonly BlockingCollection<Action> Starts = [];

    static Lifeline() => new Thread(Loop) { IsBackground = true, Name = "starts processes" }.Start();

    public static Process Start(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>();
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    /// <summary>The same program, through <c>setpriv</c>, which becomes it.</summary>
    /// <exception cref="PlatformNotSupportedException">It is to run as another user, and there is no <c>setpriv</c>.</exception>
    public static ProcessStartInfo Tie(ProcessStartInfo info, string? user)
    {
        if (Setpriv is null)
        {
            return user is null ? info : throw new PlatformNotSupportedException("Running a process as another user needs setpriv.");
        }

        string[] become = user is null ? [] : [$"--reuid={user}", $"--regid={GroupOf(user)}", "--init-groups"];
        string[] all = ["--pdeathsig=KILL", .. become, "--", info.FileName, .. info.ArgumentList];
        info.FileName = Setpriv;
        info.ArgumentList.Clear();
        Array.ForEach(all, info.ArgumentList.Add);
        return info;
    }

    private static string GroupOf(string user) =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).First(entry => entry[0] == user)[3];

    private static void Loop()
    {
        foreach (var start in Starts.GetConsumingEnumerable())
        {
            start();
        }
    }
}
