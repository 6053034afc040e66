using System.Globalization;
using System.Text.Json;

namespace Acp.Pricing;

/// <summary>Typed values out of spots. A value that does not fit is a problem, and something harmless is read on.</summary>
internal static class Values
{
    public static string Text(this Problems problems, JsonSpot? spot, int most = 200)
    {
        if (spot is null)
        {
            return "";
        }

        if (spot.Kind != JsonTokenType.String || string.IsNullOrWhiteSpace(spot.Text) || spot.Text.Length > most)
        {
            problems.Add(spot, $"must be a text of 1 to {most} characters.");
        }

        return spot.Text;
    }

    /// <summary>A name that is safe in a path, a header and a counter's name.</summary>
    public static string Id(this Problems problems, JsonSpot? spot)
    {
        if (spot is not null && (spot.Kind != JsonTokenType.String || !ProductIds.IsPossible(spot.Text)))
        {
            problems.Add(spot, "must be 1 to 64 letters (a to z, A to Z), digits, '_', '-' or '.'.");
        }

        return spot?.Text ?? "";
    }

    public static long Integer(this Problems problems, JsonSpot? spot, long least, long most, string unit)
    {
        if (spot is null)
        {
            return least;
        }

        if (spot.Kind == JsonTokenType.Number
            && long.TryParse(spot.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
        {
            return value;
        }

        problems.Add(spot, string.Create(CultureInfo.InvariantCulture, $"must be a whole number of {unit} from {least} to {most}."));
        return least;
    }

    public static bool Flag(this Problems problems, JsonSpot? spot)
    {
        if (spot is not null && spot.Kind is not (JsonTokenType.True or JsonTokenType.False))
        {
            problems.Add(spot, "must be true or false.");
        }

        return spot?.Kind == JsonTokenType.True;
    }

    public static DateTimeOffset? Instant(this Problems problems, JsonSpot? spot)
    {
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:sszzz"];
        if (spot is null)
        {
            return null;
        }

        // Without an offset the same text would mean another moment on another machine.
        if (spot.Kind == JsonTokenType.String && (spot.Text.EndsWith('Z') || spot.Text.Length == 25)
            && DateTimeOffset.TryParseExact(spot.Text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return at.ToUniversalTime();
        }

        problems.Add(spot, "must be a time with its offset, such as \"2027-01-31T23:59:59Z\" or \"2027-01-31T23:59:59+01:00\".");
        return null;
    }

    public static IReadOnlyList<JsonSpot> List(this Problems problems, JsonSpot? spot)
    {
        if (spot is not null && spot.Kind != JsonTokenType.StartArray)
        {
            problems.Add(spot, "must be a list in brackets.");
        }

        return spot?.Items ?? [];
    }

    public static string Country(this Problems problems, JsonSpot? spot)
    {
        if (spot is not null && (spot.Kind != JsonTokenType.String || spot.Text.Length != 2 || !spot.Text.All(char.IsAsciiLetterUpper)))
        {
            problems.Add(spot, "must be an ISO 3166 country code of two capital letters, such as \"US\".");
        }

        return spot?.Text ?? "";
    }

    /// <summary>Reads every entry of a list, and reports each whose key came before.</summary>
    public static IReadOnlyList<T> Distinct<T>(
        this Problems problems, JsonSpot? section, Func<JsonSpot, T> read, Func<T, string> keyOf, string what)
    {
        var (entries, seen) = (new List<T>(), new Dictionary<string, JsonSpot>(StringComparer.Ordinal));
        foreach (var spot in problems.List(section))
        {
            var entry = read(spot);
            entries.Add(entry);
            if (keyOf(entry) is { Length: > 0 } key && !seen.TryAdd(key, spot))
            {
                problems.Add(spot, $"repeats the {what} on line {seen[key].Line}.");
            }
        }

        return entries;
    }
}
