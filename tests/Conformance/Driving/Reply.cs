using System.Text;
using System.Text.Json;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Driving;

/// <summary>What came back, and to what.</summary>
internal sealed record Reply(Ask Ask, int Status, ILookup<string, string> Headers, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Undefined where the body is no JSON.</summary>
    public JsonElement Body { get; } = Parse(Bytes);

    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsSession => IsSuccess && Ask.Operation is not (Operation.Discovery or Operation.Other);

    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public string? Id => Body.At("id").Text();

    /// <summary>Null of a refusal, whatever it holds.</summary>
    public string? SessionStatus => IsSuccess ? Body.At("status").Text() : null;

    public string? Code => Body.At("code").Text();

    public bool HasCompleted => SessionStatus == "completed";

    /// <returns>Null where it is missing; several values as one, as HTTP joins them.</returns>
    public string? Header(string name) => Headers.Contains(name) ? string.Join(", ", Headers[name]) : null;

    public override string ToString() =>
        $"{Ask.Method} {Ask.Path} was answered {Status} {(Text.Length > 400 ? Text[..400] + "…" : Text)}";

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
