using System.Diagnostics;
using System.Globalization;
using Acp.Storage.Victim;

namespace Acp.Storage.Tests;

/// <summary>A process that commits <see cref="Storage.Victim.Tearable"/> units until something ends it.</summary>
internal sealed class VictimProcess(Process process) : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Acp.Storage.Victim.dll");
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The newest acknowledged unit of each worker.</summary>
    public Dictionary<string, long> Acknowledged { get; } = [];

    public static VictimProcess Start(string store, int workers) => Start(Dotnet, ["exec", Program, store, $"{workers}"]);

    /// <summary>No file may grow past <paramref name="blocks"/> blocks of 512 bytes: writing more fails, as on a full disk.</summary>
    public static VictimProcess StartOnSmallDisk(string store, int workers, int blocks) =>
        Start("/bin/sh", ["-c", $"trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"", "sh", Dotnet, "exec", Program, store, $"{workers}"]);

    public async Task AwaitAcknowledged(int count)
    {
        while (count-- > 0)
        {
            Assert.True(await Next(), "The victim ended by itself.");
        }
    }

    /// <summary>SIGKILL, and whatever it had still said by then.</summary>
    public async Task Kill()
    {
        process.Kill();
        await AwaitEnd();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> AwaitEnd()
    {
        while (await Next())
        {
        }

        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Every acknowledged unit must be there whole, and none in part.</summary>
    /// <returns>How many units have landed.</returns>
    public async Task<long> Landed(IOpenStore store, int workers)
    {
        var landed = 0L;
        foreach (var worker in Enumerable.Range(0, workers).Select(worker => $"worker{worker}"))
        {
            var whole = await Tearable.Whole(store, worker);
            Assert.True(whole >= Acknowledged.GetValueOrDefault(worker), $"{worker} was told of a unit that is not there.");
            landed += whole;
        }

        Assert.Equal(landed, await store.ReadCounter(Tearable.Everybody));
        var tallied = await store.ReadTallies(Tearable.Everybody, $"{Tearable.Everybody}!");
        Assert.Equal(landed, tallied.GetValueOrDefault(Tearable.Everybody));
        return landed;
    }

    public void Dispose() => process.Dispose();

    private static VictimProcess Start(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // Else the runtime itself needs a large file.
        return new VictimProcess(Process.Start(start)!);
    }

    // The last line of a killed process may be cut; a cut number is smaller, and the claim made of it still true.
    private async Task<bool> Next()
    {
        var line = await process.StandardOutput.ReadLineAsync();
        if (line?.Split(' ') is [var worker, { Length: > 0 } number])
        {
            Acknowledged[worker] = Math.Max(Acknowledged.GetValueOrDefault(worker), long.Parse(number, CultureInfo.InvariantCulture));
        }

        return line is not null;
    }
}
