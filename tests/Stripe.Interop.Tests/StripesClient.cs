using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Acp.Fakes;
using Acp.Stripe.Interop.Tests;
using Acp.Tools;

[assembly: AssemblyFixture(typeof(StripesClient))]

namespace Acp.Stripe.Interop.Tests;

/// <summary>
/// One walk of Stripe's own JavaScript client through the fake on a real port: what came of each step of
/// <c>client/walk.mjs</c>. Where Node or the package cannot be had, every test of it is skipped and says why.
/// </summary>
public sealed class StripesClient : IAsyncLifetime
{
    public const string Secret = "whsec_interop";
    public const string IssuerSecret = "whsec_interop_issuer";

    private static readonly TimeSpan Installing = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Walking = TimeSpan.FromMinutes(1);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "client");

    private readonly Dictionary<string, JsonElement> steps = [];
    private string? missing;
    private string complaint = "";

    /// <summary>The fake it walked through.</summary>
    public FakeStripe Stripe { get; } = new(TimeProvider.System);

    /// <summary>What a step came to: a value or an error.</summary>
    public JsonElement Of(string step)
    {
        Assert.SkipWhen(missing is not null, missing ?? "");
        return steps.TryGetValue(step, out var outcome) ? outcome : throw new InvalidOperationException($"The client never came to '{step}'. {complaint}");
    }

    /// <summary>What a step that succeeded came to.</summary>
    public JsonElement Value(string step) => Of(step) is var outcome && outcome.TryGetProperty("value", out var value)
        ? value
        : throw new InvalidOperationException($"'{step}' failed: {outcome}");

    public async ValueTask InitializeAsync()
    {
        missing = await Install();
        if (missing is null)
        {
            await Walk();
        }
    }

    public ValueTask DisposeAsync()
    {
        Stripe.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <returns>Null where all is there; else what is missing.</returns>
    private static async Task<string?> Install()
    {
        if (await Run("node", "--version") is not (0, _))
        {
            return "Node is not installed, so Stripe's own client cannot speak for itself.";
        }

        if (IsInstalled())
        {
            return null;
        }

        var (code, said) = await Run(
            "npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1");
        return code == 0 && IsInstalled() ? null : $"npm cannot install Stripe's own client ({code}): {said.Split('\n')[0]}";
    }

    private static bool IsInstalled()
    {
        var installed = Path.Combine(Folder, "node_modules", "stripe", "package.json");
        return File.Exists(installed)
            && Json(installed).GetProperty("version").GetString() == Json(Path.Combine(Folder, "package.json"))
                .GetProperty("devDependencies").GetProperty("stripe").GetString();
    }

    private static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    /// <returns>The exit code, -1 where it could not be started or did not end, and what it said about errors.</returns>
    private static async Task<(int Code, string Said)> Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Start(program, arguments);
            using var bound = new CancellationTokenSource(Installing);
            try
            {
                var (_, said) = (process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
                await process.WaitForExitAsync(bound.Token);
                return (process.ExitCode, await said);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"{program} did not end within {Installing}.");
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, $"{program} cannot be started.");
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private async Task Walk()
    {
        using var process = Start("node", ["walk.mjs", Secret, IssuerSecret]);
        using var bound = new CancellationTokenSource(Walking);
        var said = process.StandardError.ReadToEndAsync(bound.Token);
        try
        {
            await Read(process, bound.Token);
            var port = Value("listening").GetProperty("port").GetInt32();
            await using var fake = FakeStripeServer.Build(Stripe, IPAddress.Loopback, 0,
            [
                new WebhookEndpoint($"http://127.0.0.1:{port}/", [Secret]),
                new WebhookEndpoint($"http://127.0.0.1:{port}/issuer", [IssuerSecret], account: Stripe.Issuer),
            ]);
            await fake.StartAsync(bound.Token);
            await process.StandardInput.WriteLineAsync(fake.Urls.First());
            while (await Read(process, bound.Token))
            {
            }

            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            complaint = $"It did not end within {Walking}.";
            return;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        complaint = await said;
    }

    private async Task<bool> Read(Process process, CancellationToken stop)
    {
        if (await process.StandardOutput.ReadLineAsync(stop) is not { } line)
        {
            return false;
        }

        using var document = JsonDocument.Parse(line);
        steps.Add(document.RootElement.GetProperty("step").GetString()!, document.RootElement.Clone());
        return true;
    }
}
