using System.Collections.Immutable;
using System.Globalization;

namespace Acp.Fakes;

/// <summary>Nested names of a form.</summary>
internal static class Fields
{
    /// <returns>The members <c>name[key]</c>.</returns>
    public static IReadOnlyDictionary<string, string> Map(Dictionary<string, string> form, string name)
    {
        var start = name + "[";
        return form
            .Where(field => field.Key.StartsWith(start, StringComparison.Ordinal) && field.Key.EndsWith(']'))
            .ToImmutableSortedDictionary(field => field.Key[start.Length..^1], field => field.Value, StringComparer.Ordinal);
    }

    /// <returns>The elements <c>name[0]</c>, <c>name[1]</c>, … of a list in their order, each by its own name.</returns>
    public static IReadOnlyList<string> Elements(Dictionary<string, string> form, string name) =>
    [
        .. form.Keys
            .Where(key => key.StartsWith(name + "[", StringComparison.Ordinal) && key.Contains(']', StringComparison.Ordinal))
            .Select(key => key[..(key.IndexOf(']', StringComparison.Ordinal) + 1)])
            .Distinct()
            .OrderBy(key => key.Length).ThenBy(key => key, StringComparer.Ordinal), // Numbers in the order of their value.
    ];

    /// <returns>The name before its first bracket.</returns>
    public static string Root(string name) => name.IndexOf('[', StringComparison.Ordinal) is >= 0 and var bracket ? name[..bracket] : name;

    /// <returns>Null where the field is absent or holds no whole number from 0 up.</returns>
    public static long? Whole(Dictionary<string, string> form, string name) =>
        long.TryParse(form.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static string Lower(string text) => string.Create(text.Length, text, (span, source) => source.AsSpan().ToLowerInvariant(span));
}
