using System.Text.Json;

namespace Acp.Conformance.Protocol;

/// <summary>Looks into an answer that may be anything: what is not there is undefined, never an exception.</summary>
internal static class Json
{
    public static JsonElement At(this JsonElement json, params ReadOnlySpan<string> path)
    {
        var found = json;
        foreach (var name in path)
        {
            found = found.ValueKind == JsonValueKind.Object && found.TryGetProperty(name, out var member) ? member : default;
        }

        return found;
    }

    public static bool Exists(this JsonElement json) => json.ValueKind != JsonValueKind.Undefined;

    public static string? Text(this JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    /// <returns>Null where it is no whole number.</returns>
    public static long? Whole(this JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? number : null;

    public static IReadOnlyList<JsonElement> List(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [];

    public static JsonElement FirstItem(this JsonElement json) => json.List() is [var first, ..] ? first : default;

    public static IReadOnlyList<string> Names(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? [.. json.EnumerateObject().Select(member => member.Name)] : [];

    /// <summary>This value and every value in it, each with its place.</summary>
    public static IEnumerable<(string Place, string? Name, JsonElement Value)> Everything(this JsonElement json, string place = "$", string? name = null) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member.Value.Everything($"{place}.{member.Name}", member.Name)).Prepend((place, name, json)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany((item, i) => item.Everything($"{place}[{i}]", name)).Prepend((place, name, json)),
            _ => [(place, name, json)],
        };
}
