using System.Collections.Immutable;

namespace Acp.SharedPaymentTokens;

/// <summary>The tallies of one origin, or of both, taken apart once: two months have thousands of names.</summary>
internal sealed class TallySums
{
    private const int MostParts = 4;

    private readonly long[] states = new long[4];
    private readonly SortedDictionary<string, CurrencySums> currencies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HourSums> hours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> useSeconds = new(StringComparer.Ordinal);

    public TallySums(TokenCount count, params ReadOnlySpan<TokenOrigin> origins)
    {
        foreach (var origin in origins)
        {
            AddTallies(count, TokenTallies.Prefix(origin));
        }

        foreach (var some in count.Overdue)
        {
            if (origins.Contains(some.Origin))
            {
                Expire(some);
            }
        }
    }

    public TokenStates States => Of(states);

    public ImmutableArray<TokenSums> Currencies =>
    [
        .. currencies.Select(it => new TokenSums(it.Key == TokenTallies.Currency(null) ? null : it.Key, Of(it.Value.Limits), it.Value.Captured)),
    ];

    public TokenPeriod Hour(DateTimeOffset from)
    {
        var sums = hours.GetValueOrDefault(TokenTallies.Hour(from));
        return new(from, sums?.Issued ?? 0, sums?.Used ?? 0, sums?.Expired ?? 0, sums?.Revoked ?? 0);
    }

    public long UseSeconds(string what) => useSeconds.GetValueOrDefault(what);

    private static TokenStates Of(long[] numbers) => new(
        numbers[(int)SharedPaymentTokenStatus.Active],
        numbers[(int)SharedPaymentTokenStatus.Used],
        numbers[(int)SharedPaymentTokenStatus.Expired],
        numbers[(int)SharedPaymentTokenStatus.Revoked]);

    private void AddTallies(TokenCount count, string prefix)
    {
        foreach (var (name, value) in count.Tallies)
        {
            if (value != 0 && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                Add(name.AsSpan(prefix.Length), value);
            }
        }
    }

    // As TokenTallies writes the names.
    private void Add(ReadOnlySpan<char> name, long value)
    {
        Span<Range> parts = stackalloc Range[MostParts];
        var count = name.Split(parts, '/');
        switch (name[parts[0]])
        {
            case "hour" when count == 3:
                AddToHour(name[parts[1]], name[parts[2]], value);
                break;
            case "status" when count == 4:
                AddToStatus(Enum.Parse<SharedPaymentTokenStatus>(name[parts[1]], ignoreCase: true), name[parts[2]], name[parts[3]], value);
                break;
            case "captured" when count == 2:
                Currency(name[parts[1]].ToString()).Captured += value;
                break;
            case "use_seconds" when count == 2:
                var what = name[parts[1]].ToString();
                useSeconds[what] = UseSeconds(what) + value;
                break;
        }
    }

    private void AddToStatus(SharedPaymentTokenStatus status, ReadOnlySpan<char> currency, ReadOnlySpan<char> what, long value)
    {
        var sums = Currency(currency.ToString()); // Also where it is but a count: tokens without a limit have a currency, too.
        switch (what)
        {
            case "count":
                states[(int)status] += value;
                break;
            case "amount":
                sums.Limits[(int)status] += value;
                break;
        }
    }

    private void AddToHour(ReadOnlySpan<char> hour, ReadOnlySpan<char> what, long value)
    {
        var found = hours.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!found.TryGetValue(hour, out var sums))
        {
            found[hour] = sums = new();
        }

        switch (what)
        {
            case "issued":
                sums.Issued += value;
                break;
            case "used":
                sums.Used += value;
                break;
            case "expired":
                sums.Expired += value;
                break;
            case "revoked":
                sums.Revoked += value;
                break;
        }
    }

    // Written down as active, and past its time.
    private void Expire(OverdueTokens some)
    {
        states[(int)SharedPaymentTokenStatus.Active] -= some.Count;
        states[(int)SharedPaymentTokenStatus.Expired] += some.Count;
        if (currencies.TryGetValue(TokenTallies.Currency(some.Currency), out var sums))
        {
            sums.Limits[(int)SharedPaymentTokenStatus.Active] -= some.Amount;
            sums.Limits[(int)SharedPaymentTokenStatus.Expired] += some.Amount;
        }
    }

    private CurrencySums Currency(string name)
    {
        if (!currencies.TryGetValue(name, out var sums))
        {
            currencies[name] = sums = new();
        }

        return sums;
    }

    private sealed class CurrencySums
    {
        public long[] Limits { get; } = new long[4];

        public long Captured { get; set; }
    }

    private sealed class HourSums
    {
        public long Issued { get; set; }

        public long Used { get; set; }

        public long Expired { get; set; }

        public long Revoked { get; set; }
    }
}
