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

    /// <summary>What to ask for where nothing but <see cref="StatesOf"/> is wanted.</summary>
    public static IReadOnlyList<(string From, string To)> StateRanges { get; } =
        [.. new[] { TokenOrigin.Granted, TokenOrigin.Issued }.Select(TokenTallies.Prefix).Select(prefix => Below($"{prefix}status"))];

    /// <param name="count">Of <see cref="StateRanges"/>.</param>
    public static TokenStates StatesOf(TokenCount count)
    {
        ArgumentNullException.ThrowIfNull(count);
        return new TallySums(count, TokenOrigin.Granted, TokenOrigin.Issued).States;
    }

    /// <param name="count">Of <see cref="Ranges"/> and of this very moment.</param>
    public static TokenOverview Of(TokenCount count, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(count);
        return new(
            now,
            Statistics(new TallySums(count, TokenOrigin.Granted, TokenOrigin.Issued), now),
            Statistics(new TallySums(count, TokenOrigin.Issued), now),
            Statistics(new TallySums(count, TokenOrigin.Granted), now));
    }

    private static TokenStatistics Statistics(TallySums sums, DateTimeOffset now)
    {
        var hours = Enumerable.Range(0, DaysShown * 24).Select(i => FirstDay(now).AddHours(i)).Where(hour => hour <= now)
            .Select(sums.Hour).ToImmutableArray();
        var days = hours.GroupBy(hour => hour.From.UtcDateTime.Date).Select(day => day.Aggregate((one, other) => one.And(other)));
        return new(sums.States, [.. hours.TakeLast(HoursShown)], [.. days], Conversion(sums.States), TimeToUse(sums), sums.Currencies);
    }

    private static TimeToUse TimeToUse(TallySums sums)
    {
        ImmutableArray<TimeToUseBucket> buckets =
        [
            .. TokenTallies.UseSeconds.Select(upTo => new TimeToUseBucket(upTo, sums.UseSeconds(TokenTallies.Bucket(upTo)))),
            new TimeToUseBucket(UpToSeconds: null, sums.UseSeconds("more")),
        ];
        var uses = buckets.Sum(bucket => bucket.Count);
        return new(uses == 0 ? null : (double)sums.UseSeconds("sum") / uses, buckets);
    }

    private static double? Conversion(TokenStates states) =>
        states.Used + states.Expired + states.Revoked is > 0 and var ended ? (double)states.Used / ended : null;

    private static DateTimeOffset FirstDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1 - DaysShown), TimeSpan.Zero);

    // '0' is the next byte after '/'.
    private static (string From, string To) Below(string folder) => (folder + "/", folder + "0");
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
