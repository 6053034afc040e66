using System.Net.Http.Headers;

namespace Acp.Bench.Http;

/// <summary>Reads an export as it comes: it is longer than what memory should hold.</summary>
internal static class ExportReader
{
    private const string Status = "\"status\":\"";

    /// <returns>How many lines there are of each status.</returns>
    /// <exception cref="BenchFailedException">A line has none.</exception>
    public static async Task<IReadOnlyDictionary<string, long>> CountLines(Uri address, string path)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Shop.AdminKey);
        using var lines = new StreamReader(await client.GetStreamAsync(new Uri(path, UriKind.Relative)));
        var counts = new Dictionary<string, long>();
        while (await lines.ReadLineAsync() is { } line)
        {
            var status = StatusIn(line);
            counts[status] = counts.GetValueOrDefault(status) + 1;
        }

        return counts;
    }

    private static string StatusIn(string line)
    {
        var at = line.IndexOf(Status, StringComparison.Ordinal);
        return at >= 0 ? line[(at + Status.Length)..].Split('"')[0] : throw new BenchFailedException($"A line of an export has no status: {line}");
    }
}
