using System.Globalization;
using System.Text.Json;
using Acp.Storm;

namespace Acp.Bench.Load;

/// <summary>A thousand completes of one session at once, each with a key and a token of its own, by tools/Storm.</summary>
internal static class Storm
{
    /// <exception cref="BenchFailedException">A promise was broken.</exception>
    public static async Task<string> Pass(Uri address)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string[] args =
        [
            "--url", $"{address}", "--api-key", Shop.PlatformKey, "--calls", "1000", "--sessions", "1", "--mix", "reminted",
            "--item", Shop.Item, "--token-prefix", "tok_storm", "--json",
        ];
        return await StormTool.Run(args, output, errors, CancellationToken.None) == StormTool.Holds
            ? Tell(JsonDocument.Parse(output.ToString()).RootElement)
            : throw new BenchFailedException($"The storm: {errors} {output}");
    }

    private static string Tell(JsonElement report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.GetProperty("verdict").GetString()}: {report.GetProperty("orders").GetInt32()} order, {report.GetProperty("seconds").GetDouble():0.00} s, p99 {report.GetProperty("p99_ms").GetDouble():0} ms");
}
