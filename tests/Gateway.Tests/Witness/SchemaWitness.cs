using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Acp.Gateway.Tests.Witness;

/// <summary>Holds replies against the protocol's own schemas, where those are at hand.</summary>
internal sealed class SchemaWitness
{
    private static readonly ConcurrentDictionary<string, SchemaWitness> Known = new();
    private readonly string file;
    private readonly Lazy<JsonSchema> schema;

    public SchemaWitness(string version)
    {
        file = Path.Combine(Folder, "spec", version, "json-schema", "schema.agentic_checkout.json");
        schema = new(() => new JsonSchema(SchemaRepairs.Mended(File.ReadAllText(file))));
    }

    /// <returns>The witness of a version; null where there is no such version, or its schemas are not at hand.</returns>
    public static SchemaWitness? Of(string? version) =>
        version is not null && Regex.IsMatch(version, @"^\d{4}-\d\d-\d\d$") && Known.GetOrAdd(version, name => new SchemaWitness(name)) is { IsPresent: true } witness
            ? witness
            : null;

    public const string Discovery = "DiscoveryResponse";

    /// <summary>ACP_SPEC_DIR, or the specification beside the repository.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("ACP_SPEC_DIR") is { Length: > 0 } given
            ? given
            : Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "acp-spec"));

    public bool IsPresent => File.Exists(file);

    public string WhyAbsent => $"The protocol's schemas are not at {file}; set ACP_SPEC_DIR.";

    public IReadOnlyList<string> Validate(string definition, JsonElement value) => schema.Value.Validate(definition, value);

    /// <summary>
    /// A complete that left the session unpaid (declined, re-priced) is a session without an order, as in the
    /// protocol's own example; that is why the session's status decides and not the path.
    /// </summary>
    /// <returns>The definition a reply of this path and status must fit; null where the protocol says nothing.</returns>
    public static string? DefinitionOf(string path, HttpStatusCode status, JsonElement body)
    {
        if ((int)status >= 400)
        {
            return "Error";
        }

        return path.EndsWith("/.well-known/acp.json", StringComparison.Ordinal) ? Discovery
            : !path.Contains("/checkout_sessions", StringComparison.Ordinal) ? null
            : IsCompleted(body) ? "CheckoutSessionWithOrder"
            : "CheckoutSession";
    }

    private static bool IsCompleted(JsonElement body) =>
        body.TryGetProperty("status", out var status) && status.GetString() == "completed";
}
