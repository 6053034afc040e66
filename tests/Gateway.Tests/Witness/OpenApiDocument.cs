using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Acp.Gateway.Tests.Witness;

/// <summary>A document of src/Gateway/OpenApi as it is checked in.</summary>
internal sealed class OpenApiDocument
{
    private readonly string text;
    private readonly JsonElement root;
    private readonly JsonSchema schemas;

    private OpenApiDocument(string name)
    {
        Name = name;
        text = File.ReadAllText(Path.Combine(Repository.Root, "src", "Gateway", "OpenApi", $"{name}.json"));
        root = JsonDocument.Parse(text.Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal)).RootElement;
        schemas = new JsonSchema(JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>
        {
            ["$defs"] = root.GetProperty("components").GetProperty("schemas"),
        }));
        Operations =
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new OpenApiOperation(this, operation.Name.ToUpperInvariant(), path.Name, operation.Value),
        ];
    }

    public static IReadOnlyList<OpenApiDocument> All { get; } = [new("admin"), new("tokens")];

    public string Name { get; }

    public IReadOnlyList<OpenApiOperation> Operations { get; }

    /// <summary>What is defined to be referred to, as <c>schemas/Error</c>.</summary>
    public IEnumerable<string> Components =>
        from kind in root.GetProperty("components").EnumerateObject()
        where kind.Name != "securitySchemes"
        from component in kind.Value.EnumerateObject()
        select $"{kind.Name}/{component.Name}";

    /// <summary>What is referred to, each once.</summary>
    public IEnumerable<string> References => Regex.Matches(text, "\"#/components/([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct();

    /// <returns>Null where no document has such an operation.</returns>
    public static OpenApiOperation? Find(HttpMethod method, string path) => All.SelectMany(document => document.Operations)
        .Where(operation => operation.Method == method.Method && operation.Fits(path))
        .MinBy(operation => operation.Path.Count(c => c == '{'));

    /// <summary>What a <c>$ref</c> leads to, or the thing itself.</summary>
    public JsonElement Resolve(JsonElement thing) => thing.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/')[1..].Aggregate(root, (element, step) => element.GetProperty(step))
        : thing;

    public IReadOnlyList<string> Validate(JsonElement schema, JsonElement value) => schemas.Validate(schema, value);
}

internal sealed record OpenApiOperation(OpenApiDocument Document, string Method, string Path, JsonElement Json)
{
    public IEnumerable<int> Statuses => Json.GetProperty("responses").EnumerateObject().Select(it => int.Parse(it.Name, null));

    public bool Fits(string path)
    {
        var (mine, theirs) = (Path.Split('/'), path.Split('/'));
        return mine.Length == theirs.Length && mine.Zip(theirs).All(it => it.First == it.Second || (it.First.StartsWith('{') && it.Second.Length > 0));
    }

    /// <returns>What is wrong with a reply; empty where it is as documented.</returns>
    public IReadOnlyList<string> Faults(int status, MediaTypeHeaderValue? type, byte[] body)
    {
        if (!Json.GetProperty("responses").TryGetProperty($"{status}", out var response))
        {
            return [$"{status} is not documented"];
        }

        if (!Document.Resolve(response).GetProperty("content").TryGetProperty(type?.MediaType ?? "nothing", out var content))
        {
            return [$"{type} is not documented"];
        }

        return type!.MediaType == "application/json" ? Document.Validate(content.GetProperty("schema"), JsonDocument.Parse(body).RootElement) : [];
    }
}
