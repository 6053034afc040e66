using System.Diagnostics;

namespace Acp.Processes;

/// <summary>
/// A process of our own that can be stopped, frozen and killed. It is ended and reaped when this is disposed of, and where
/// the machine can do it (Linux with <c>setpriv</c>) it also dies with this process, however that dies.
/// </summary>
public sealed class Child : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task reading;

    private Child(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(Read(process.StandardOutput), Read(process.StandardError));
        Ended = End();
    }

    public int Id => process.Id;

    /// <summary>What it has said, output and errors as they came.</summary>
    public Lines Lines { get; } = new();

    /// <summary>Ends with its exit code (128 + the signal's number where one ended it), when all it said has been read.</summary>
    public Task<int> Ended { get; }

    public bool HasEnded => Ended.IsCompleted;

    /// <remarks>Where there is no such program, either this throws or the child ends with 127.</remarks>
    public static Child Start(ChildSettings settings) => new(Lifeline.Start(StartInfo(settings)));

    /// <summary>Runs a program to its end.</summary>
    /// <returns>All it said.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> Run(ChildSettings settings)
    {
        await using var child = Start(settings);
        return await child.Ended == 0
            ? child.Lines.All
            : throw new InvalidOperationException($"{settings.Program} ended with {await child.Ended}: {child.Lines.All}");
    }

    /// <summary>The first line, said already or still to come, that holds a text.</summary>
    /// <param name="within">60 s where none is given: a start on a busy machine takes its time.</param>
    /// <exception cref="InvalidOperationException">It ended without saying so.</exception>
    /// <exception cref="TimeoutException">It did not say so in time.</exception>
    public async Task<string> WaitForLine(string text, TimeSpan? within = null)
    {
        try
        {
            return await Lines.First(line => line.Contains(text, StringComparison.Ordinal)).WaitAsync(within ?? TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"It did not say '{text}' in time, but: {Lines.All}");
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task Kill()
    {
        Send(Signal.Kill);
        await Ended;
    }

    /// <summary>SIGTERM, as an orchestrator would, or SIGINT, as Ctrl-C would.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> Stop(Signal signal = Signal.Terminate)
    {
        Send(signal);
        return Ended;
    }

    /// <summary>SIGSTOP: it does nothing more and knows nothing of it; its connections stay open.</summary>
    public void Freeze() => Send(Signal.Stop);

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Send(Signal.Continue);

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process.Dispose();
    }

    // Once it has been reaped its number may be another's.
    private void Send(Signal signal)
    {
        if (!process.HasExited)
        {
            Signals.Send(process.Id, signal);
        }
    }

    private async Task<int> End()
    {
        await process.WaitForExitAsync();
        await reading;
        Lines.Close();
        return process.ExitCode;
    }

    private async Task Read(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            Lines.Add(line);
        }
    }

    private static ProcessStartInfo StartInfo(ChildSettings settings)
    {
        var start = new ProcessStartInfo(settings.Program, settings.Arguments)
        {
            WorkingDirectory = settings.Folder ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.Environment)
        {
            start.Environment[name] = value;
        }

        return Lifeline.Tie(start, settings.User);
    }
}
