using System.Text.Json.Nodes;
using Acp.Conformance.Driving;

namespace Acp.Conformance.Tests.Planted;

/// <summary>What the real server answered, for a deviation to spoil.</summary>
internal sealed class Answer(Operation operation, HttpRequestMessage request, string? asked, int status, string text, Dictionary<string, string> headers)
{
    public Operation Operation => operation;

    public HttpRequestMessage Request => request;

    /// <summary>The request's body.</summary>
    public string Asked => asked ?? "";

    public int Status { get; set; } = status;

    public Dictionary<string, string> Headers => headers;

    public string Text { get; set; } = text;

    public bool IsSession => Status is 200 or 201 && Operation is not (Operation.Discovery or Operation.Other);

    public bool IsError => Status >= 400;

    /// <summary>Changes the body, where it is an object.</summary>
    public void Edit(Action<JsonObject> change)
    {
        if (JsonNode.Parse(Text) is JsonObject body)
        {
            change(body);
            Text = body.ToJsonString();
        }
    }

    public void EditSession(Action<JsonObject> change)
    {
        if (IsSession)
        {
            Edit(change);
        }
    }

    public void EditError(Action<JsonObject> change)
    {
        if (IsError)
        {
            Edit(change);
        }
    }

    public string? RequestHeader(string name) => Request.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
