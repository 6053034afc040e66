using System.Diagnostics;
using System.Text;

namespace Acp.EndToEnd.Tests;

/// <summary>samples/merchant-server as a process of its own, as a merchant would run it.</summary>
internal sealed class MerchantServerProcess : IAsyncDisposable
{
    public const string Secret = "demo_merchant_secret_change_me";

    private const string Listening = "Now listening on: ";
    private readonly Process process;
    private readonly StringBuilder log = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MerchantServerProcess(Process process) => this.process = process;

    public Uri Address { get; private set; } = new("http://unset");

    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <param name="folder">Where it keeps which messages it has seen.</param>
    public static async Task<MerchantServerProcess> Start(string folder)
    {
        var executable = Path.Combine(Repository.Root, "samples", "merchant-server", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Acp.MerchantServer.dll");
        var server = new MerchantServerProcess(new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [executable, "--urls", "http://127.0.0.1:0"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information" },
            },
        });
        server.process.OutputDataReceived += (_, line) => server.Heard(line.Data);
        server.process.ErrorDataReceived += (_, line) => server.Heard(line.Data);
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        server.Address = await server.address.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return server;
    }

    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null)
        {
            address.TrySetException(new InvalidOperationException($"The merchant's server ended: {Log}"));
            return;
        }

        lock (log)
        {
            log.AppendLine(line);
        }

        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
        {
            address.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
        }
    }
}
