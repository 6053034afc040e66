using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Acp.Gateway.Json;

/// <summary>
/// The one spelling of a JSON value that a signature is over: the JSON Canonicalization Scheme, RFC 8785. Unlike
/// <see cref="JsonMeaning"/> it sees numbers as doubles, so two numbers that differ may come out the same.
/// </summary>
internal static class CanonicalJson
{
    /// <returns>UTF-8; null where a number is beyond the range of a double, which RFC 8785 cannot write.</returns>
    /// <exception cref="InvalidOperationException">A string is not valid Unicode.</exception>
    public static byte[]? Of(JsonElement value)
    {
        var json = new StringBuilder();
        return Append(json, value) ? Encoding.UTF8.GetBytes(json.ToString()) : null;
    }

    private static bool Append(StringBuilder json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return AppendObject(json, value);
            case JsonValueKind.Array:
                return AppendArray(json, value);
            case JsonValueKind.Number:
                return AppendNumber(json, value.GetDouble());
            case JsonValueKind.String:
                AppendText(json, value.GetString()!);
                return true;
            default:
                json.Append(value.GetRawText()); // true, false, null
                return true;
        }
    }

    private static bool AppendObject(StringBuilder json, JsonElement value)
    {
        var (all, before) = (true, '{');
        foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal)) // By UTF-16 code units, §3.2.3.
        {
            AppendText(json.Append(before), member.Name);
            all &= Append(json.Append(':'), member.Value);
            before = ',';
        }

        json.Append(before == '{' ? "{}" : "}");
        return all;
    }

    private static bool AppendArray(StringBuilder json, JsonElement value)
    {
        var (all, before) = (true, '[');
        foreach (var item in value.EnumerateArray())
        {
            all &= Append(json.Append(before), item);
            before = ',';
        }

        json.Append(before == '[' ? "[]" : "]");
        return all;
    }

    private static bool AppendNumber(StringBuilder json, double number)
    {
        json.Append(double.IsFinite(number) ? EcmaNumber.Of(number) : null);
        return double.IsFinite(number);
    }

    // Only what must be escaped is, in its shortest form, §3.2.2.2.
    private static void AppendText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        json.Append('"');
    }
}
