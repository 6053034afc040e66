using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Acp.Deploy.Tests.Files;

/// <summary>YAML as JSON, with its numbers, texts and truths told apart as whoever applies it does.</summary>
internal static class Yaml
{
    private static readonly IDeserializer Reader = Builder().WithDuplicateKeyChecking().Build();

    /// <summary>What is taken over by reference is there beside what overrides it; the later one counts.</summary>
    private static readonly IDeserializer MergedReader = Builder().Build();

    private static readonly ISerializer Writer = new SerializerBuilder().JsonCompatible().Build();

    /// <returns>A file's documents.</returns>
    /// <exception cref="YamlException">Not YAML, or a key is there twice.</exception>
    public static IReadOnlyList<JsonNode> Documents(string text)
    {
        var parser = new Parser(new StringReader(text));
        var documents = new List<JsonNode>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
        {
            documents.Add(Json(Reader.Deserialize(parser)));
        }

        return documents;
    }

    /// <summary>One document in which <c>&lt;&lt;</c> takes over what an anchor holds.</summary>
    /// <exception cref="YamlException">Not YAML, or a key is there twice.</exception>
    public static JsonNode Merged(string text)
    {
        _ = Documents(text);
        return Json(MergedReader.Deserialize(new MergingParser(new Parser(new StringReader(text)))));
    }

    public static IEnumerable<JsonNode> Items(this JsonNode? node) => (node as JsonArray ?? []).OfType<JsonNode>();

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Entries(this JsonNode? node) => node as JsonObject ?? [];

    private static DeserializerBuilder Builder() => new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization();

    private static JsonNode Json(object? graph) => JsonNode.Parse(Writer.Serialize(graph))!;
}
