using System.Text.Json;
using System.Text.Json.Nodes;
using Acp.Conformance.Specification;

namespace Acp.Conformance.Examples;

/// <param name="File">Its file's name.</param>
/// <param name="Definition">The schema's definition it must fit.</param>
/// <param name="Faults">What of it does not; empty where its own schema accepts it.</param>
internal sealed record Example(string Version, string File, string Name, string Definition, JsonObject Body, IReadOnlyList<string> Faults)
{
    public bool IsRequest => Definition.EndsWith("Request", StringComparison.Ordinal);
}

/// <summary>The protocol's examples of what goes over the merchant server's surface, each held against its own schema.</summary>
internal static class PublishedExamples
{
    public static IReadOnlyList<Example> Of(string version, SpecFolder spec)
    {
        var folder = spec.ExamplesOf(version);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file => In(version, Path.GetRelativePath(folder, file), File.ReadAllText(file), spec))]
            : [];
    }

    // Of the other files the parties are others: whoever vaults cards, feeds products or authenticates shoppers.
    private static IEnumerable<Example> In(string version, string file, string text, SpecFolder spec)
    {
        if (file.Contains("delegate_", StringComparison.Ordinal) || file.Contains("feed", StringComparison.Ordinal) || file.Contains(".mcp.", StringComparison.Ordinal) || file.StartsWith("orders", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var (name, value) in JsonNode.Parse(text)!.AsObject())
        {
            if (value is JsonObject body && DefinitionOf(name) is { } definition)
            {
                yield return new Example(version, file, name, definition, body, spec.Validate(version, definition, JsonSerializer.SerializeToElement(body)));
            }
        }
    }

    private static string? DefinitionOf(string name) => name switch
    {
        _ when name.StartsWith('_') => null,
        _ when name.StartsWith("error_", StringComparison.Ordinal) => "Error",
        _ when name.StartsWith("webhook_", StringComparison.Ordinal) => null,
        _ when name.StartsWith("discovery_", StringComparison.Ordinal) => "DiscoveryResponse",
        _ when name.StartsWith("authentication_result", StringComparison.Ordinal) => "AuthenticationResult",
        _ when name.Contains("_request", StringComparison.Ordinal) || name == "request" => RequestOf(name),
        _ when name.StartsWith("complete", StringComparison.Ordinal) => "CheckoutSessionWithOrder",
        _ => "CheckoutSession",
    };

    private static string RequestOf(string name) => name switch
    {
        _ when name.StartsWith("update", StringComparison.Ordinal) => "CheckoutSessionUpdateRequest",
        _ when name.StartsWith("complete", StringComparison.Ordinal) => "CheckoutSessionCompleteRequest",
        _ when name.StartsWith("cancel", StringComparison.Ordinal) => "CancelSessionRequest",
        _ => "CheckoutSessionCreateRequest",
    };
}
