using System.Globalization;

namespace Acp.Client.Calls;

internal static class Paths
{
    /// <exception cref="ArgumentException">It could not be one segment of a path, and would lead elsewhere.</exception>
    public static string Segment(string id, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(id))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, name);
        return id is "." or ".." ? throw new ArgumentException("It is no id.", name) : Uri.EscapeDataString(id);
    }

    /// <param name="members">Those without a value are left out.</param>
    public static string Query(string path, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var query = string.Empty;
        foreach (var (name, value) in members)
        {
            query += value is null ? string.Empty : $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(Text(value))}";
        }

        return path + query;
    }

    private static string Text(object value) => value switch
    {
        DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        Enum word => Json.Words.Of(word),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
