using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acp.Gateway.Tests.Witness;

/// <summary>
/// Mends what makes a schema accept nothing at all, and nothing else: the oldest version writes «more than zero» in the words
/// of a draft before 2020-12, and adds an order to a closed object that has none.
/// </summary>
internal static class SchemaRepairs
{
    private const string Exclusive = "exclusiveMinimum";
    private const string Closed = "CheckoutSessionBase";

    public static JsonElement Mended(string text)
    {
        var document = JsonNode.Parse(text)!;
        MendMinimum(document);
        MendOrder(document["$defs"]!.AsObject());
        return document.Deserialize<JsonElement>();
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
