using System.Globalization;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>The sums as the committed changes add up, and what counting the listed rows gives.</summary>
internal sealed class TallyBook
{
    private static readonly int[] Buckets = [10, 30, 60, 120, 300, 900];

    private readonly Dictionary<string, long> told = [];
    private readonly Dictionary<string, long> counted = [];

    public void Add(TallyChange change) => Sum(told, change.Name, change.Delta);

    /// <param name="before">As it was listed until now.</param>
    public void Count(TokenBook? before, TokenBook after)
    {
        if (before is not null)
        {
            Count(before, -1);
        }

        Count(after, +1);
    }

    public Violation? Check()
    {
        var wrong = told.Keys.Concat(counted.Keys).FirstOrDefault(name => told.GetValueOrDefault(name) != counted.GetValueOrDefault(name));
        return wrong is null
            ? null
            : new Violation(Invariant.TalliesAddUp, $"{wrong} is {told.GetValueOrDefault(wrong)}; the rows come to {counted.GetValueOrDefault(wrong)}.");
    }

    private void Count(TokenBook token, int sign)
    {
        if (token.Row is not { } row)
        {
            return;
        }

        var of = row.Origin == TokenOrigin.Issued ? "tokens/issued" : "tokens/granted";
        var status = row.Status.ToString();
        Sum(counted, $"{of}/status/{status.ToUpperInvariant()}/{row.Currency ?? "-"}/count", sign);
        Sum(counted, $"{of}/status/{status.ToUpperInvariant()}/{row.Currency ?? "-"}/amount", sign * (row.Amount ?? 0));
        Sum(counted, $"{of}/hour/{Hour(row.CreatedAt)}/issued", sign);
        if (row.EndedAt is { } ended)
        {
            Sum(counted, $"{of}/hour/{Hour(ended)}/{status.ToLowerInvariant()}", sign);
        }

        if (row is { Status: SharedPaymentTokenStatus.Used, EndedAt: { } used })
        {
            var seconds = Math.Max(0, (long)(used - row.CreatedAt).TotalSeconds);
            var bucket = Array.FindIndex(Buckets, upTo => seconds <= upTo);
            Sum(counted, $"{of}/use_seconds/sum", sign * seconds);
            Sum(counted, $"{of}/use_seconds/{(bucket < 0 ? "more" : $"le_{Buckets[bucket].ToString(CultureInfo.InvariantCulture)}")}", sign);
        }

        if (token.Captured is { } captured)
        {
            Sum(counted, $"{of}/captured/{captured.Currency ?? "-"}", sign * captured.Amount);
        }
    }

    private static string Hour(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture);

    private static void Sum(Dictionary<string, long> sums, string name, long delta) => sums[name] = sums.GetValueOrDefault(name) + delta;
}
