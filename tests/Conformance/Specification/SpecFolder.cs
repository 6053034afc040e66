using System.Text.Json;
using System.Text.Json.Nodes;
using Acp.Conformance.Protocol;
using Acp.Gateway.Tests.Witness;

namespace Acp.Conformance.Specification;

/// <summary>The protocol's published schemas and examples.</summary>
internal sealed class SpecFolder(string folder)
{
    private readonly Dictionary<string, Lazy<JsonSchema>> schemas = Released.All.ToDictionary(
        version => version,
        version => new Lazy<JsonSchema>(() => new JsonSchema(Read(Path.Combine(folder, "spec", version, "json-schema", "schema.agentic_checkout.json")))));

    public bool IsPresent => Released.All.All(version => Directory.Exists(Path.Combine(folder, "spec", version, "json-schema")));

    public string WhyAbsent =>
        $"The protocol's schemas are not at {folder}. Set ACP_SPEC_DIR to a folder with the protocol's spec and examples folders, or lay them at ../shared/acp-spec beside the repository.";

    /// <returns>ACP_SPEC_DIR, or the first <c>../shared/acp-spec</c> beside a folder above this one.</returns>
    public static SpecFolder Find(string start)
    {
        if (Environment.GetEnvironmentVariable("ACP_SPEC_DIR") is { Length: > 0 } given)
        {
            return new SpecFolder(given);
        }

        for (var folder = new DirectoryInfo(start); folder?.Parent is { } above; folder = above)
        {
            if (Path.Combine(above.FullName, "shared", "acp-spec") is var beside && Directory.Exists(beside))
            {
                return new SpecFolder(beside);
            }
        }

        return new SpecFolder(Path.GetFullPath(Path.Combine("..", "shared", "acp-spec")));
    }

    /// <param name="version">One that was never released is held against the newest.</param>
    public IReadOnlyList<string> Validate(string version, string definition, JsonElement value) =>
        schemas[Released.All.Contains(version) ? version : Released.Newest].Value.Validate(definition, value);

    public string ExamplesOf(string version) => Path.Combine(folder, "examples", version);

    private static JsonElement Read(string file)
    {
        using var published = JsonDocument.Parse(File.ReadAllText(file));
        var document = Copy(published.RootElement)!.AsObject();
        Repair(document["$defs"]!.AsObject());
        return JsonSerializer.SerializeToElement(document);
    }

    // The schema of 2026-01-30 names a member twice in one object, which a reader of objects refuses: the later one counts.
    private static JsonNode? Copy(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return new JsonArray([.. json.EnumerateArray().Select(Copy)]);
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            return JsonSerializer.SerializeToNode(json);
        }

        var copy = new JsonObject();
        foreach (var member in json.EnumerateObject())
        {
            copy[member.Name] = Copy(member.Value);
        }

        return copy;
    }

    // Two faults of the published schemas that leave no valid instance at all; docs/conformance.md, contradictions 1 and 2.
    private static void Repair(JsonObject definitions)
    {
        var session = definitions["CheckoutSessionBase"]!["properties"]!.AsObject();
        session.TryAdd("order", new JsonObject { ["$ref"] = "#/$defs/Order" });
        if (definitions["Item"]!["properties"]!["quantity"] is JsonObject quantity && quantity.Remove("exclusiveMinimum"))
        {
            quantity["minimum"] = 0.000001m; // More than none, as the draft-04 spelling said.
        }
    }
}
