using System.Diagnostics;
using System.Text;

namespace Acp.EndToEnd.Tests;

/// <summary>The real gateway as a process of its own, so that it can really be killed.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const string Listening = "listening on ";
    private readonly Process process;
    private readonly StringBuilder log = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(Process process) => this.process = process;

    public Uri Address { get; private set; } = new("http://unset");

    public int Id => process.Id;

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

    /// <param name="folder">Where its database lies.</param>
    /// <param name="stripe">The fake's address; null leaves it to the fake in its own process.</param>
    public static async Task<GatewayProcess> Start(string folder, Uri? stripe, params IReadOnlyList<(string Key, string Value)> settings)
    {
        var gateway = new GatewayProcess(new Process { StartInfo = StartInfo(folder, stripe, settings) });
        gateway.process.OutputDataReceived += (_, line) => gateway.Heard(line.Data);
        gateway.process.ErrorDataReceived += (_, line) => gateway.Heard(line.Data);
        gateway.process.Start();
        gateway.process.BeginOutputReadLine();
        gateway.process.BeginErrorReadLine();
        gateway.Address = await gateway.address.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return gateway;
    }

    /// <returns>The exit code of <c>--healthy</c>.</returns>
    public static async Task<int> Healthy(Uri address, string proxy)
    {
        var gateway = Path.Combine(Repository.Root, "src", "Gateway", "bin", Configuration, "net10.0", "Acp.Gateway.dll");
        using var probe = Process.Start(new ProcessStartInfo("dotnet", [gateway, "--healthy", address.ToString()])
        {
            RedirectStandardError = true,
            Environment = { ["http_proxy"] = proxy, ["no_proxy"] = "" },
        })!;
        await probe.StandardError.ReadToEndAsync();
        await probe.WaitForExitAsync();
        return probe.ExitCode;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as an orchestrator or Ctrl-C would.</summary>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string folder, Uri? stripe, IReadOnlyList<(string Key, string Value)> settings)
    {
        var gateway = Path.Combine(Repository.Root, "src", "Gateway");
        var executable = Path.Combine(Repository.Root, "src", Deployment.Project, "bin", Configuration, "net10.0", $"Acp.{Deployment.Project}.dll");
        var start = new ProcessStartInfo("dotnet", [executable, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = gateway,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Store"] = $"sqlite:{folder}/acp.db";
        start.Environment["FakeStripe__JournalPath"] = $"{folder}/fake-stripe.jsonl";
        if (stripe is not null)
        {
            start.Environment["STRIPE_API_BASE"] = stripe.ToString();
            start.Environment["STRIPE_SECRET_KEY"] = "sk_test_endtoend";
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    // Built together with this test, so in the same configuration.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private void Heard(string? line)
    {
        if (line is null)
        {
            address.TrySetException(new InvalidOperationException($"The gateway ended: {Log}"));
            return;
        }

        lock (log)
        {
            log.AppendLine(line);
        }

        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
        {
            address.TrySetResult(new Uri(line[(at + Listening.Length)..].Split(',')[0]));
        }
    }
}
