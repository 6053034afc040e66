using System.Globalization;
using System.Text;

namespace Acp.Gateway.Admin.Tokens;

/// <summary>Comma-separated values by RFC 4180, for people who open them in a spreadsheet.</summary>
internal static class Csv
{
    private const string LineEnd = "\r\n";

    /// <summary>With these a cell becomes a formula: what a stranger wrote would run on the desk of whoever opens it.</summary>
    private const string Formulas = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    public static void Line(StringBuilder csv, params ReadOnlySpan<string> fields)
    {
        csv.AppendJoin(',', fields!).Append(LineEnd);
    }

    public static string Text(string? value) => value switch
    {
        null or "" => string.Empty,
        _ when Formulas.Contains(value[0], StringComparison.Ordinal) => Quoted("'" + value),
        _ when value.AsSpan().ContainsAny(",\"\r\n") => Quoted(value),
        _ => value,
    };

    public static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>RFC 3339 in UTC, to the millisecond.</summary>
    public static string Time(DateTimeOffset? value) =>
        value?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
