using System.Globalization;
using System.Text.RegularExpressions;

namespace Acp.Gateway.Admin.Listing;

/// <summary>What a query's members may hold.</summary>
internal static partial class QueryValues
{
    /// <param name="words">By the word of the query; any case.</param>
    public static T? OneOf<T>(this Query query, string name, IReadOnlyList<(string Word, T Value)> words)
        where T : struct
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        var found = words.Where(it => it.Word.Equals(text, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length > 0
            ? found[0].Value
            : throw Query.Fault(name, $"must be one of: {string.Join(", ", words.Select(it => it.Word))}");
    }

    public static long? Number(this Query query, string name, long least, long most) => query.Text(name) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most => number,
        _ => throw Query.Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}")),
    };

    /// <summary>RFC 3339, or seconds since 1970.</summary>
    public static DateTimeOffset? Time(this Query query, string name) => query.Text(name) switch
    {
        null => null,
        var text => ToTime(text) ?? throw Query.Fault(name, "must be an RFC 3339 time, with any + written as %2B, or seconds since 1970"),
    };

    /// <returns>Null where it is neither an RFC 3339 time nor seconds since 1970.</returns>
    public static DateTimeOffset? ToTime(string text) => text switch
    {
        _ when Seconds().IsMatch(text) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture)),
        _ when Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) => time.ToUniversalTime(),
        _ => null,
    };

    // Eleven digits end in the year 5138.
    [GeneratedRegex(@"^\d{1,11}\z")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex Rfc3339();
}
