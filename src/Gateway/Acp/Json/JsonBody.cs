using System.Text.Json;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Json;

/// <summary>A body that is JSON in one reading only: no duplicate members, no unpaired surrogates, no trailing commas.</summary>
internal static class JsonBody
{
    /// <summary>Levels; the deepest body of the protocol has eight, and a parser's stack is not the caller's to spend.</summary>
    public const int Depth = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = Depth, AllowDuplicateProperties = false };

    /// <exception cref="RequestRefusedException">400 <c>invalid_json</c>, with the place where it breaks.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Strict);
        }
        catch (JsonException e)
        {
            throw Faults.InvalidJson(JsonDiagnosis.Explain(body, e));
        }
        catch (InvalidOperationException)
        {
            throw Faults.InvalidJson(JsonDiagnosis.BrokenText);
        }
    }
}
