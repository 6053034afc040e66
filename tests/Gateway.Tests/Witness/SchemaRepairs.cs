using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acp.Gateway.Tests.Witness;

/// <summary>
/// Mends what makes a schema accept nothing at all or unreadable, and nothing else: the oldest version writes «more than
/// zero» in the words of a draft before 2020-12, and adds an order to a closed object that has none; another names a member
/// twice, of which the last counts.
/// </summary>
internal static class SchemaRepairs
{
    private const string Exclusive = "exclusiveMinimum";
    private const string Closed = "CheckoutSessionBase";

    public static JsonElement Mended(string text)
    {
        using var given = JsonDocument.Parse(text);
        var document = Copied(given.RootElement)!;
        MendMinimum(document);
        MendOrder(document["$defs"]!.AsObject());
        return document.Deserialize<JsonElement>();
    }

    private static JsonNode? Copied(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in value.EnumerateObject())
                {
                    members[member.Name] = Copied(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(Copied)]);
            default:
                return JsonValue.Create(value.Clone());
        }
    }

    private static void MendMinimum(JsonNode? node)
    {
        if (node is JsonObject schema && schema[Exclusive] is JsonValue word && word.GetValueKind() == JsonValueKind.True)
        {
            schema[Exclusive] = schema["minimum"]!.DeepClone();
            schema.Remove("minimum");
        }

        foreach (var child in (node as JsonObject)?.Select(member => member.Value) ?? (node as JsonArray)?.AsEnumerable() ?? [])
        {
            MendMinimum(child);
        }
    }

    private static void MendOrder(JsonObject definitions)
    {
        if (definitions[Closed]?["properties"] is JsonObject members && !members.ContainsKey("order"))
        {
            members["order"] = new JsonObject { ["$ref"] = "#/$defs/Order" };
        }
    }
}
