using System.Globalization;
using System.Text.Json;
using Acp.Bench.Http;
using Acp.SharedPaymentTokens;

namespace Acp.Bench.Inventory;

/// <summary>Whether the overview says what was filled in, and what an export has line by line.</summary>
internal static class Exactness
{
    /// <exception cref="BenchFailedException">They do not agree.</exception>
    public static async Task<string> Check(Uri address, StoredTokens filled)
    {
        var (before, lines, after) = (await Overview(address), await ExportReader.CountLines(address, InventoryRequests.Export), await Overview(address));
        foreach (var status in Enum.GetValues<SharedPaymentTokenStatus>())
        {
            var word = status.ToString().ToUpperInvariant();
            long[] counts = [filled.Of(status), before[word], lines.GetValueOrDefault(word), after[word]];
            if (counts.Distinct().Count() > 1)
            {
                throw new BenchFailedException($"{word}: {counts[0]} were filled in, the overview says {counts[1]}, an export has {counts[2]}, and the overview after it says {counts[3]}.");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"equal: {lines.Values.Sum():#,0} lines");
    }

    // On a connection of its own: while a long export runs, a server closes one that rests.
    private static async Task<Dictionary<string, long>> Overview(Uri address)
    {
        using var connection = new AdminConnection(address);
        using var overview = JsonDocument.Parse((await connection.Get(InventoryRequests.Overview)).Body);
        return overview.RootElement.GetProperty("all").GetProperty("states").EnumerateObject().ToDictionary(state => state.Name, state => state.Value.GetInt64());
    }
}
