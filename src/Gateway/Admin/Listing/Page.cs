using System.Text.Json;

namespace Acp.Gateway.Admin.Listing;

/// <summary>A page of a list: <c>{"data":[…],"nextCursor":"…"}</c>, null on the last.</summary>
internal static class Page
{
    public const string Limit = "limit";
    private const int Most = 200;
    private const int Usual = 50;

    public static int LimitOf(Query query) => (int)(query.Number(Limit, 1, Most) ?? Usual);

    /// <param name="found">One more than <paramref name="limit"/> where there is another page.</param>
    /// <param name="cursorAfter">The cursor of a page that ended with the item.</param>
    public static byte[] Render<T>(IReadOnlyList<T> found, int limit, Action<Utf8JsonWriter, T> write, Func<T, string> cursorAfter) =>
        AdminJson.Render(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var item in found.Take(limit))
            {
                write(json, item);
            }

            json.WriteEndArray();
            json.WriteString("nextCursor", found.Count > limit ? cursorAfter(found[limit - 1]) : null);
            json.WriteEndObject();
        });
}
