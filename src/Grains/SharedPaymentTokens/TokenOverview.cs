using System.Collections.Immutable;
using System.Globalization;

namespace Acp.SharedPaymentTokens;

/// <summary>The inventory in numbers, exact to the moment: what listing and counting every token would give.</summary>
/// <param name="At">The moment at which expiry is judged.</param>
/// <param name="All">Of both origins together.</param>
public sealed record TokenOverview(DateTimeOffset At, TokenStatistics All, TokenStatistics Issued, TokenStatistics Granted)
{
    private const int HoursShown = 48;
    private const int DaysShown = 30;

    /// <summary>What to ask <c>IInventory.CountTokens</c> for.</summary>
    public static IReadOnlyList<(string From, string To)> Ranges(DateTimeOffset now) =>
    [
        .. new[] { TokenOrigin.Granted, TokenOrigin.Issued }.Select(TokenTallies.Prefix).SelectMany(prefix => new (string, string)[]
        {
            Below($"{prefix}captured"),
            ($"{prefix}hour/{TokenTallies.Hour(FirstDay(now))}/", $"{prefix}hour/{TokenTallies.Hour(now.AddHours(1))}/"),
            Below($"{prefix}status"),
            Below($"{prefix}use_seconds"),
        }),
    ];

    /// <param name="count">Of <see cref="Ranges"/> and of this very moment.</param>
    public static TokenOverview Of(TokenCount count, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(count);
        return new(
            now,
            Statistics(new Sums(count, [TokenOrigin.Granted, TokenOrigin.Issued]), now),
            Statistics(new Sums(count, [TokenOrigin.Issued]), now),
            Statistics(new Sums(count, [TokenOrigin.Granted]), now));
    }

    private static TokenStatistics Statistics(Sums sums, DateTimeOffset now)
    {
        var states = sums.States();
        var hours = Enumerable.Range(0, DaysShown * 24).Select(i => FirstDay(now).AddHours(i)).Where(hour => hour <= now)
            .Select(hour => sums.Hour(hour)).ToImmutableArray();
        var days = hours.GroupBy(hour => hour.From.UtcDateTime.Date).Select(day => day.Aggregate((one, other) => one.And(other)));
        return new(states, [.. hours.TakeLast(HoursShown)], [.. days], Conversion(states), sums.TimeToUse(), sums.Currencies());
    }

    private static double? Conversion(TokenStates states) =>
        states.Used + states.Expired + states.Revoked is > 0 and var ended ? (double)states.Used / ended : null;

    private static DateTimeOffset FirstDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1 - DaysShown), TimeSpan.Zero);

    // '0' is the next byte after '/'.
    private static (string From, string To) Below(string folder) => (folder + "/", folder + "0");

    /// <summary>The tallies of one origin, or of both.</summary>
    private sealed class Sums(TokenCount count, TokenOrigin[] origins)
    {
        private readonly string[] prefixes = [.. origins.Select(TokenTallies.Prefix)];
        private readonly OverdueTokens[] overdue = [.. count.Overdue.Where(some => origins.Contains(some.Origin))];

        public TokenStates States()
        {
            var late = overdue.Sum(some => some.Count);
            return new(
                Counted(SharedPaymentTokenStatus.Active) - late,
                Counted(SharedPaymentTokenStatus.Used),
                Counted(SharedPaymentTokenStatus.Expired) + late,
                Counted(SharedPaymentTokenStatus.Revoked));
        }

        public TokenPeriod Hour(DateTimeOffset hour)
        {
            var name = $"hour/{TokenTallies.Hour(hour)}/";
            return new(hour, Of($"{name}issued"), Of($"{name}used"), Of($"{name}expired"), Of($"{name}revoked"));
        }

        public TimeToUse TimeToUse()
        {
            ImmutableArray<TimeToUseBucket> buckets =
            [
                .. TokenTallies.UseSeconds.Select(upTo => new TimeToUseBucket(upTo, Of($"use_seconds/{TokenTallies.Bucket(upTo)}"))),
                new TimeToUseBucket(UpToSeconds: null, Of("use_seconds/more")),
            ];
            var uses = buckets.Sum(bucket => bucket.Count);
            return new(uses == 0 ? null : (double)Of("use_seconds/sum") / uses, buckets);
        }

        public ImmutableArray<TokenSums> Currencies()
        {
            var names = Names("status").Concat(Names("captured")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            return [.. names.Select(Currency)];
        }

        private TokenSums Currency(string name)
        {
            var late = overdue.Where(some => TokenTallies.Currency(some.Currency) == name).Sum(some => some.Amount);
            return new(
                name == TokenTallies.Currency(null) ? null : name,
                new(
                    Amount(SharedPaymentTokenStatus.Active, name) - late,
                    Amount(SharedPaymentTokenStatus.Used, name),
                    Amount(SharedPaymentTokenStatus.Expired, name) + late,
                    Amount(SharedPaymentTokenStatus.Revoked, name)),
                Of($"captured/{name}"));
        }

        // status/{STATUS}/{currency}/… and captured/{currency}; what has come to nothing is not shown.
        private IEnumerable<string> Names(string folder) => prefixes.SelectMany(prefix => count.Tallies
            .Where(tally => tally.Value != 0 && tally.Key.StartsWith($"{prefix}{folder}/", StringComparison.Ordinal))
            .Select(tally => tally.Key[prefix.Length..].Split('/')[folder == "status" ? 2 : 1]));

        private long Counted(SharedPaymentTokenStatus status) => prefixes
            .SelectMany(prefix => count.Tallies.Where(tally =>
                tally.Key.StartsWith($"{prefix}status/{TokenTallies.Status(status)}/", StringComparison.Ordinal)
                && tally.Key.EndsWith("/count", StringComparison.Ordinal)))
            .Sum(tally => tally.Value);

        private long Amount(SharedPaymentTokenStatus status, string currency) => Of($"status/{TokenTallies.Status(status)}/{currency}/amount");

        private long Of(string name) => prefixes.Sum(prefix => count.Tallies.GetValueOrDefault(prefix + name));
    }
}

/// <param name="Hours">Of the last 48, oldest first; the last one is not over yet.</param>
/// <param name="Days">Of the last 30 (UTC), oldest first; the last one is not over yet.</param>
/// <param name="Conversion">Of all tokens that have ended (were used, expired or revoked), the share that was used, from 0 to 1; null while none has ended.</param>
/// <param name="Currencies">By name; those of which there is none are left out.</param>
public sealed record TokenStatistics(
    TokenStates States,
    ImmutableArray<TokenPeriod> Hours,
    ImmutableArray<TokenPeriod> Days,
    double? Conversion,
    TimeToUse TimeToUse,
    ImmutableArray<TokenSums> Currencies);

/// <summary>A number for each state.</summary>
public sealed record TokenStates(long Active, long Used, long Expired, long Revoked);

/// <summary>What happened in an hour or a day. An expiry counts where it was found, a second or so after it came.</summary>
/// <param name="Issued">Issued through us, or seen for the first time.</param>
public sealed record TokenPeriod(DateTimeOffset From, long Issued, long Used, long Expired, long Revoked)
{
    internal TokenPeriod And(TokenPeriod other) =>
        new(From, Issued + other.Issued, Used + other.Used, Expired + other.Expired, Revoked + other.Revoked);
}

/// <summary>From the moment a token was issued, or first seen, until its use.</summary>
/// <param name="MeanSeconds">Null where none was used.</param>
/// <param name="Histogram">Each bucket begins where the one before it ends.</param>
public sealed record TimeToUse(double? MeanSeconds, ImmutableArray<TimeToUseBucket> Histogram);

/// <param name="UpToSeconds">Inclusive; null: no end.</param>
public sealed record TimeToUseBucket(int? UpToSeconds, long Count)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"≤ {UpToSeconds}: {Count}");
}

/// <param name="Currency">ISO 4217, lower case; null: of tokens whose currency nobody told.</param>
/// <param name="Limits">Minor units: what tokens of each state may or might have been charged with.</param>
/// <param name="Captured">Minor units that are known to have been taken.</param>
public sealed record TokenSums(string? Currency, TokenStates Limits, long Captured);
