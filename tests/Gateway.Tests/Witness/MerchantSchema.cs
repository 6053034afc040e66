using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acp.Gateway.Tests.Witness;

/// <summary>
/// The schema of the merchant's order webhook as it is checked in. To its receivers it is open, since it grows; here every
/// object whose members it names is closed, so that nothing is sent that it does not tell of.
/// </summary>
internal static class MerchantSchema
{
    private static readonly Lazy<JsonSchema> Closed = new(() => new JsonSchema(Read()));

    public static IReadOnlyList<string> Validate(JsonElement message) => Closed.Value.Validate("Message", message);

    private static JsonElement Read()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "Gateway", "OpenApi", "order-webhook.json")))!;
        Close(schema);
        return schema.Deserialize<JsonElement>();
    }

    private static void Close(JsonNode? node)
    {
        foreach (var child in (node as JsonObject)?.Select(member => member.Value) ?? (node as JsonArray)?.AsEnumerable() ?? [])
        {
            Close(child);
        }

        if (node is JsonObject schema && schema["properties"] is JsonObject && schema["type"]?.GetValueKind() == JsonValueKind.String)
        {
            schema["additionalProperties"] = false;
        }
    }
}
