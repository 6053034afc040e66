using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Acp.Gateway.Tests.Witness;

/// <summary>The keywords that look at one value only.</summary>
internal static class JsonAssertions
{
    private static readonly Dictionary<string, Func<JsonElement, JsonElement, bool>> Keywords = new()
    {
        ["type"] = IsOfType,
        ["enum"] = (allowed, value) => allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
        ["const"] = JsonElement.DeepEquals,
        ["required"] = HasAll,
        ["format"] = HasFormat,
        ["pattern"] = (pattern, value) => !IsText(value) || Regex.IsMatch(value.GetString()!, pattern.GetString()!),
        ["minLength"] = (limit, value) => !IsText(value) || value.GetString()!.Length >= limit.GetInt32(),
        ["maxLength"] = (limit, value) => !IsText(value) || value.GetString()!.Length <= limit.GetInt32(),
        ["minimum"] = (limit, value) => !IsNumber(value) || value.GetDecimal() >= limit.GetDecimal(),
        ["exclusiveMinimum"] = (limit, value) => !IsNumber(value) || value.GetDecimal() > limit.GetDecimal(),
        ["maximum"] = (limit, value) => !IsNumber(value) || value.GetDecimal() <= limit.GetDecimal(),
        ["minItems"] = (limit, value) => !IsArray(value) || value.GetArrayLength() >= limit.GetInt32(),
        ["maxItems"] = (limit, value) => !IsArray(value) || value.GetArrayLength() <= limit.GetInt32(),
        ["minProperties"] = (limit, value) => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() >= limit.GetInt32(),
        ["uniqueItems"] = (unique, value) => !unique.GetBoolean() || !IsArray(value) || AreDifferent([.. value.EnumerateArray()]),
    };

    public static bool Knows(string keyword) => Keywords.ContainsKey(keyword);

    public static IEnumerable<string> Check(JsonProperty keyword, JsonElement value, string at) =>
        Keywords[keyword.Name](keyword.Value, value) ? [] : [$"{at}: {keyword.Name} {keyword.Value} is not met by {value}"];

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    private static bool IsArray(JsonElement value) => value.ValueKind == JsonValueKind.Array;

    private static bool IsOfType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => IsOfType(one, value))
        : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => IsArray(value),
            "string" => IsText(value),
            "number" => IsNumber(value),
            "integer" => IsNumber(value) && decimal.IsInteger(value.GetDecimal()),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            var other => throw new NotSupportedException($"The type {other} is not implemented."),
        };

    private static bool HasAll(JsonElement names, JsonElement value) =>
        value.ValueKind != JsonValueKind.Object || names.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));

    private static bool HasFormat(JsonElement format, JsonElement value) => !IsText(value) || format.GetString() switch
    {
        "date-time" => IsRfc3339(value.GetString()!),
        "email" => value.GetString()!.Split('@') is [{ Length: > 0 }, { Length: > 0 }],
        "uri" => Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        var other => throw new NotSupportedException($"The format {other} is not implemented."),
    };

    private static bool IsRfc3339(string text) =>
        Regex.IsMatch(text, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

    private static bool AreDifferent(JsonElement[] items) =>
        !items.Where((item, i) => items.Take(i).Any(earlier => JsonElement.DeepEquals(earlier, item))).Any();
}
