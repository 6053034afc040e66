using System.Globalization;
using Acp.SharedPaymentTokens;

namespace Acp.Storage.Inventory;

/// <summary>
/// One page of tokens as a statement that SQLite and PostgreSQL both understand. Without a name to look for, it is put
/// together from the newest of each status and origin, which one index has in the order of the page; else the index of
/// that name has them. Where few tokens have an amount that is asked for, all of those are sorted: they may be so old
/// that all others would have to be stepped over.
/// </summary>
/// <param name="mark">What the databases write before the number of a value.</param>
internal sealed class TokenQuery(char mark)
{
    public const string Columns = "id, origin, status, platform, merchant, session, currency, amount, created_at, expires_at, ended_at";

    /// <summary>So many are sorted in less time than stepping over a million takes.</summary>
    public const int Few = 5_000;

    private const string Newest = "ORDER BY created_at DESC, id DESC";

    // Keeps planners from looking for the rest of a filter first: what is inside a limit is found by itself.
    private const string NoLimit = "9223372036854775807";

    private readonly List<object> values = [];
    private readonly List<string> conditions = [];

    /// <summary>Texts and whole numbers, in the order of their numbers.</summary>
    public IReadOnlyList<object> Values => values;

    /// <summary>Whether it must be asked first how many there are.</summary>
    public static bool AsksForAmountsAlone(TokenFilter filter) =>
        (filter.AmountFrom ?? filter.AmountTo) is not null && (filter.Platform ?? filter.Merchant ?? filter.Session ?? filter.Currency) is null;

    /// <summary>How many have the amounts, whatever else is asked for: one number, <see cref="Few"/> and 1 where there are more.</summary>
    public string CountAmounts(TokenFilter filter)
    {
        AddAmounts(filter);
        return $"SELECT count(*) FROM (SELECT 1 FROM tokens WHERE {All(conditions)} LIMIT {Value(Few + 1)}) AS counted";
    }

    /// <param name="isOfFew">That few have the amounts, a moment ago at least: the page is the same, and found in another way.</param>
    public string Page(TokenFilter filter, DateTimeOffset now, TokenPlace? after, int limit, bool isOfFew)
    {
        AddAmounts(filter);
        var source = isOfFew ? $"(SELECT {Columns} FROM tokens WHERE {All(conditions)} LIMIT {NoLimit}) AS few" : "tokens";
        AddTimes(filter);
        AddPlace(after);
        var moment = Value(now.ToUnixTimeMilliseconds());
        var most = Value(limit);
        return AddNames(filter) || isOfFew
            ? $"SELECT {Columns} FROM {source} WHERE {All([.. conditions, StatusIs(filter.Status, moment), OriginIs(filter.Origin)])} {Newest} LIMIT {most}"
            : $"{string.Join(" UNION ALL ", Parts(filter, moment, most))} {Newest} LIMIT {most}";
    }

    private static string All(IEnumerable<string?> conditions) =>
        conditions.OfType<string>().DefaultIfEmpty("1 = 1").Aggregate((all, condition) => $"{all} AND {condition}");

    // Texts of an enum: no value from outside gets into a statement.
    private static string? OriginIs(TokenOrigin? origin) => origin is { } given ? $"origin = '{given:G}'" : null;

    private static string? StatusIs(SharedPaymentTokenStatus? status, string now) => status switch
    {
        null => null,
        SharedPaymentTokenStatus.Active => $"status = 'Active' AND {IsLive(now)}",
        SharedPaymentTokenStatus.Expired => $"(status = 'Expired' OR {IsOverdue(now)})",
        { } given => $"status = '{given:G}'",
    };

    private static string IsLive(string now) => $"(expires_at IS NULL OR expires_at > {now})";

    private static string IsOverdue(string now) => $"(status = 'Active' AND expires_at <= {now})";

    // What is stored as one of these statuses can read as the one that is asked for.
    private static IEnumerable<string> StoredAs(SharedPaymentTokenStatus? status, string now) => status switch
    {
        null => Enum.GetValues<SharedPaymentTokenStatus>().Select(each => $"status = '{each:G}'"),
        SharedPaymentTokenStatus.Expired => ["status = 'Expired'", IsOverdue(now)],
        _ => [StatusIs(status, now)!],
    };

    private IEnumerable<string> Parts(TokenFilter filter, string now, string limit) =>
        from status in StoredAs(filter.Status, now)
        from origin in filter.Origin is { } given ? [given] : Enum.GetValues<TokenOrigin>()
        let condition = All([status, OriginIs(origin), .. conditions])
        select $"SELECT * FROM (SELECT {Columns} FROM tokens WHERE {condition} {Newest} LIMIT {limit}) AS part";

    private void AddTimes(TokenFilter filter)
    {
        Add("created_at >=", filter.CreatedFrom?.ToUnixTimeMilliseconds());
        Add("created_at <", filter.CreatedTo?.ToUnixTimeMilliseconds());
    }

    private void AddAmounts(TokenFilter filter)
    {
        Add("amount >=", filter.AmountFrom);
        Add("amount <=", filter.AmountTo);
    }

    private void AddPlace(TokenPlace? after)
    {
        if (after is not null)
        {
            conditions.Add($"(created_at, id) < ({Value(after.CreatedAt.ToUnixTimeMilliseconds())}, {Value(after.Id)})");
        }
    }

    /// <returns>Whether there is one.</returns>
    private bool AddNames(TokenFilter filter)
    {
        var before = conditions.Count;
        Add("platform =", filter.Platform);
        Add("merchant =", filter.Merchant);
        Add("session =", filter.Session);
        Add("currency =", filter.Currency);
        return conditions.Count > before;
    }

    private void Add(string comparison, object? value)
    {
        if (value is not null)
        {
            conditions.Add($"{comparison} {Value(value)}");
        }
    }

    private string Value(object value)
    {
        values.Add(value is int number ? (long)number : value);
        return string.Create(CultureInfo.InvariantCulture, $"{mark}{values.Count}");
    }
}
