using System.Text.Json;

namespace Acp.Fakes;

/// <summary>A page of objects, newest first.</summary>
internal static class Listing
{
    private const int ByDefault = 10;
    private const int Most = 100;

    /// <param name="newestFirst">Those that match the query's other members.</param>
    public static Outcome Of<T>(
        string url, Dictionary<string, string> query, IEnumerable<T> newestFirst, Func<T, string> id, Action<T, Utf8JsonWriter> write)
        where T : class
    {
        var limit = query.ContainsKey("limit") ? Fields.Whole(query, "limit") ?? 0 : ByDefault;
        if (limit is < 1 or > Most)
        {
            return Errors.Parameter("parameter_invalid_integer", "limit", "The limit is a number from 1 to 100.");
        }

        var listed = query.GetValueOrDefault("starting_after") is { } last
            ? newestFirst.SkipWhile(it => id(it) != last).Skip(1)
            : newestFirst;
        var page = listed.Take((int)limit + 1).ToList();
        return new(200, Json.Write(json =>
        {
            json.WriteString("object", "list");
            json.WriteString("url", url);
            json.WriteBoolean("has_more", page.Count > limit);
            json.WriteStartArray("data");
            page.Take((int)limit).ToList().ForEach(it => write(it, json));
            json.WriteEndArray();
        }), "list");
    }
}
