using System.Text.Json;

namespace Acp.Gateway.Tests.Witness;

/// <summary>
/// JSON Schema 2020-12, as much of it as the protocol's schemas use. A keyword it does not know is an exception, so
/// that a newer schema cannot pass unread.
/// </summary>
internal sealed class JsonSchema(JsonElement document)
{
    private static readonly HashSet<string> Annotations =
        ["$schema", "$id", "$defs", "title", "description", "example", "examples", "default"];

    /// <returns>What is wrong, each with its place; empty where the value is valid.</returns>
    public IReadOnlyList<string> Validate(string definition, JsonElement value) =>
        [.. Check(document.GetProperty("$defs").GetProperty(definition), value, "$")];

    /// <param name="schema">May refer to definitions of the document.</param>
    public IReadOnlyList<string> Validate(JsonElement schema, JsonElement value) => [.. Check(schema, value, "$")];

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string at) =>
        schema.ValueKind switch
        {
            JsonValueKind.True => [],
            JsonValueKind.False => [$"{at}: nothing is allowed here"],
            _ => schema.EnumerateObject().SelectMany(keyword => Check(schema, keyword, value, at)),
        };

    private IEnumerable<string> Check(JsonElement schema, JsonProperty keyword, JsonElement value, string at) => keyword.Name switch
    {
        "$ref" => Check(Resolve(keyword.Value.GetString()!), value, at),
        "allOf" => keyword.Value.EnumerateArray().SelectMany(part => Check(part, value, at)),
        "anyOf" => Matches(keyword.Value, value, at) >= 1 ? [] : [$"{at}: fits none of anyOf"],
        "oneOf" => OneOf(keyword.Value, value, at),
        "if" => Check(keyword.Value, value, at).Any() || !schema.TryGetProperty("then", out var then) ? [] : Check(then, value, at),
        "then" => [],
        "properties" => Properties(keyword.Value, value, at),
        "additionalProperties" => AdditionalProperties(schema, keyword.Value, value, at),
        "items" => Items(keyword.Value, value, at),
        _ => JsonAssertions.Knows(keyword.Name) ? JsonAssertions.Check(keyword, value, at)
            : Annotations.Contains(keyword.Name) ? []
            : throw new NotSupportedException($"The schema keyword {keyword.Name} is not implemented."),
    };

    private JsonElement Resolve(string reference) => reference.StartsWith("#/$defs/", StringComparison.Ordinal)
        ? document.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..])
        : throw new NotSupportedException($"The reference {reference} leads out of the schema.");

    private int Matches(JsonElement schemas, JsonElement value, string at) =>
        schemas.EnumerateArray().Count(schema => !Check(schema, value, at).Any());

    private IEnumerable<string> OneOf(JsonElement schemas, JsonElement value, string at)
    {
        var matches = Matches(schemas, value, at);
        if (matches == 1)
        {
            return [];
        }

        var reasons = schemas.EnumerateArray().Select(schema => Check(schema, value, at).FirstOrDefault());
        return [$"{at}: fits {matches} of oneOf ({string.Join("; ", reasons)})"];
    }

    private IEnumerable<string> Properties(JsonElement properties, JsonElement value, string at) =>
        value.ValueKind != JsonValueKind.Object
            ? []
            : properties.EnumerateObject()
                .Where(property => value.TryGetProperty(property.Name, out _))
                .SelectMany(property => Check(property.Value, value.GetProperty(property.Name), $"{at}.{property.Name}"));

    private IEnumerable<string> AdditionalProperties(JsonElement schema, JsonElement rest, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        return value.EnumerateObject()
            .Where(member => known.ValueKind != JsonValueKind.Object || !known.TryGetProperty(member.Name, out _))
            .SelectMany(member => Check(rest, member.Value, $"{at}.{member.Name}"));
    }

    private IEnumerable<string> Items(JsonElement items, JsonElement value, string at) =>
        value.ValueKind != JsonValueKind.Array
            ? []
            : value.EnumerateArray().SelectMany((item, i) => Check(items, item, $"{at}[{i}]"));
}
