using System.Globalization;
using System.Text.Json.Nodes;

namespace Acp.Gateway.Tests;

/// <summary>One row of docs/bad-input.md: a good body with one thing wrong in it, and the whole of what is said about it.</summary>
/// <param name="Path">The member that is set, as <c>line_items.0.quantity</c>; empty for the body as a whole.</param>
/// <param name="Value">JSON; null removes the member.</param>
internal sealed record BadInput(string Input, string Operation, string Path, string? Value, string Code, string? Param, string Message)
{
    /// <summary>As the row stands in the documentation.</summary>
    public string Row => $"| {Operation} | {Input} | 400 | `{Code}` | {(Param is null ? "" : $"`{Param}`")} | {Message} |";

    public string Url => Operation switch
    {
        "create" => "/checkout_sessions",
        "update" => "/checkout_sessions/cs_1",
        "issue" => "/spt",
        _ => $"/checkout_sessions/cs_1/{Operation}",
    };

    public string Body()
    {
        if (Path.Length == 0)
        {
            return Value!;
        }

        var body = JsonNode.Parse(Good)!;
        var steps = Path.Split('.');
        Set(steps[..^1].Aggregate(body, Step), steps[^1]);
        return body.ToJsonString();
    }

    private string Good => Operation switch
    {
        "create" => Bodies.Create,
        "update" => Bodies.Update,
        "issue" => Bodies.Issue,
        _ => Bodies.Complete,
    };

    private static JsonNode Step(JsonNode node, string step) =>
        node is JsonArray array ? array[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!;

    private void Set(JsonNode parent, string name)
    {
        if (parent is JsonArray array)
        {
            array[int.Parse(name, CultureInfo.InvariantCulture)] = JsonNode.Parse(Value!);
        }
        else if (Value is null)
        {
            parent.AsObject().Remove(name);
        }
        else
        {
            parent[name] = JsonNode.Parse(Value);
        }
    }
}
