using System.Collections.Immutable;
using System.Globalization;
using Acp.Store;

namespace Acp.SharedPaymentTokens;

/// <summary>
/// What a token's row adds to the sums that an overview is made of. A change takes back what the row before added, so
/// that the sums are at every moment what counting all rows would give, however often a state was corrected.
/// </summary>
public static class TokenTallies
{
    /// <summary>What each bucket of the time from issue to use reaches up to, in seconds; the last one takes all others.</summary>
    public static readonly ImmutableArray<int> UseSeconds = [10, 30, 60, 120, 300, 900];

    /// <param name="before">Null where the token was not listed yet.</param>
    public static ImmutableList<TallyChange> Between(TokenRow? before, TokenRow after)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        Add(sums, after, +1);
        if (before is not null)
        {
            Add(sums, before, -1);
        }

        return Changed(sums);
    }

    /// <summary>Of records: as of their rows, and of what was captured with them.</summary>
    internal static ImmutableList<TallyChange> Between(TokenRecord? before, TokenRecord after)
    {
        var listed = before is { IsListed: true } ? before : null;
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        Capture(sums, after, +1);
        if (listed is not null)
        {
            Capture(sums, listed, -1);
        }

        return Between(listed?.Row(), after.Row()).AddRange(Changed(sums));
    }

    internal static string Prefix(TokenOrigin origin) => origin == TokenOrigin.Issued ? "tokens/issued/" : "tokens/granted/";

    internal static string Status(SharedPaymentTokenStatus status) => status.ToString().ToUpperInvariant();

    internal static string Currency(string? currency) => currency ?? "-";

    internal static string Hour(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture);

    internal static string Bucket(long seconds)
    {
        var upTo = UseSeconds.FirstOrDefault(limit => seconds <= limit);
        return upTo == 0 ? "more" : string.Create(CultureInfo.InvariantCulture, $"le_{upTo}");
    }

    private static void Add(SortedDictionary<string, long> sums, TokenRow row, int sign)
    {
        var prefix = Prefix(row.Origin);
        var status = $"{prefix}status/{Status(row.Status)}/{Currency(row.Currency)}/";
        Sum(sums, $"{status}count", sign);
        Sum(sums, $"{status}amount", sign * (row.Amount ?? 0));
        Sum(sums, $"{prefix}hour/{Hour(row.CreatedAt)}/issued", sign);
        if (row.EndedAt is not { } ended)
        {
            return;
        }

        Sum(sums, $"{prefix}hour/{Hour(ended)}/{row.Status.ToString().ToLowerInvariant()}", sign);
        if (row.Status == SharedPaymentTokenStatus.Used)
        {
            var seconds = SecondsToUse(row.CreatedAt, ended);
            Sum(sums, $"{prefix}use_seconds/sum", sign * seconds);
            Sum(sums, $"{prefix}use_seconds/{Bucket(seconds)}", sign);
        }
    }

    // The provider's clock says when it was issued, ours when it was used.
    private static long SecondsToUse(DateTimeOffset createdAt, DateTimeOffset usedAt) =>
        usedAt <= createdAt ? 0 : (long)(usedAt - createdAt).TotalSeconds;

    private static void Capture(SortedDictionary<string, long> sums, TokenRecord record, int sign)
    {
        if (record.State is SharedPaymentToken.Used { Captured: { } captured })
        {
            var prefix = Prefix(record.Row().Origin);
            Sum(sums, $"{prefix}captured/{Currency(captured.Currency)}", sign * captured.Amount);
        }
    }

    private static void Sum(SortedDictionary<string, long> sums, string name, long delta) =>
        sums[name] = sums.GetValueOrDefault(name) + delta;

    private static ImmutableList<TallyChange> Changed(SortedDictionary<string, long> sums) =>
        [.. sums.Where(sum => sum.Value != 0).Select(sum => new TallyChange(sum.Key, sum.Value))];
}
