using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace Acp.Gateway.Tests.Witness;

/// <summary>
/// Holds webhooks against the protocol's own description of them. That is OpenAPI; what it takes over from the description
/// of the checkout is read in the JSON Schema, which counts more where the two disagree.
/// </summary>
internal sealed class WebhookWitness
{
    private const string Elsewhere = "./openapi.agentic_checkout.yaml#/components/schemas/";
    private readonly string folder;
    private readonly Lazy<JsonSchema> schema;

    public WebhookWitness(string version)
    {
        folder = Path.Combine(SchemaWitness.Folder, "spec", version);
        schema = new(() => new JsonSchema(Read()));
    }

    public bool IsPresent => Directory.Exists(folder);

    public string WhyAbsent => $"The protocol's schemas are not at {folder}; set ACP_SPEC_DIR.";

    public IReadOnlyList<string> Validate(JsonElement value) => schema.Value.Validate("WebhookEvent", value);

    private JsonElement Read()
    {
        var yaml = File.ReadAllText(Path.Combine(folder, "openapi", "openapi.agentic_checkout_webhook.yaml"))
            .Replace(Elsewhere, "#/$defs/", StringComparison.Ordinal)
            .Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        var definitions = Definitions();
        foreach (var (name, definition) in Json(yaml)["components"]!["schemas"]!.AsObject().ToList())
        {
            definitions[name] = definition!.DeepClone();
        }

        return new JsonObject { ["$defs"] = definitions }.Deserialize<JsonElement>();
    }

    private JsonObject Definitions()
    {
        var mended = SchemaRepairs.Mended(File.ReadAllText(Path.Combine(folder, "json-schema", "schema.agentic_checkout.json")));
        return JsonNode.Parse(mended.GetRawText())!["$defs"]!.AsObject().DeepClone().AsObject();
    }

    private static JsonNode Json(string yaml) => JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(
        new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new StringReader(yaml))!))!;
}
