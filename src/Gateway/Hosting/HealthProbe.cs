namespace Acp.Gateway.Hosting;

/// <summary>
/// The command <c>--healthy &lt;url&gt;</c>: asks a process on this machine how it is. Our image holds neither a shell
/// nor a client of HTTP that a health check could call.
/// </summary>
public static class HealthProbe
{
    private const string Command = "--healthy";
    private const int Healthy = 0;
    private const int NotHealthy = 1; // Docker knows no other; 2 is reserved.

    /// <summary>Shorter than any orchestrator's time-out, so that the reason is told before the probe is killed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // Wherever it stands: read as a setting, it would start a second server.
    public static bool IsAsked(IEnumerable<string> args) => args.Contains(Command);

    /// <param name="args">The command line, <c>--healthy http://127.0.0.1:8080/readyz</c>.</param>
    /// <param name="problems">Where a sentence goes if the exit code is not 0. It repeats nothing of the address.</param>
    /// <returns>The exit code: 0 if the address answers with a status of 200 to 299 within 4 s, else 1.</returns>
    public static Task<int> Run(IReadOnlyList<string> args, TextWriter problems) => Run(args, problems, Patience);

    internal static async Task<int> Run(IReadOnlyList<string> args, TextWriter problems, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var problem = AddressIn(args) is { } address
            ? await Ask(address, patience)
            : $"{Command} takes one http address of this machine, such as http://127.0.0.1:8080/readyz.";
        if (problem is null)
        {
            return Healthy;
        }

        await problems.WriteLineAsync(problem);
        return NotHealthy;
    }

    private static Uri? AddressIn(IReadOnlyList<string> args) =>
        args is [Command, var text]
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { IsLoopback: true, UserInfo: "" }
        && address.Scheme == Uri.UriSchemeHttp
            ? address
            : null;

    /// <returns>What is wrong; null if nothing is.</returns>
    private static async Task<string?> Ask(Uri address, TimeSpan patience)
    {
        // Neither the environment's proxy nor a redirect may have another machine answer for this one.
        using var network = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var client = new HttpClient(network) { Timeout = patience };
        try
        {
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            return answer.IsSuccessStatusCode ? null : $"Not healthy: the answer is {(int)answer.StatusCode}.";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return $"Not healthy: no answer within {patience.TotalSeconds} s.";
        }
    }
}
