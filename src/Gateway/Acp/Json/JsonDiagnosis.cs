using System.Text.Json;

namespace Acp.Gateway.Json;

/// <summary>Says what is wrong with a body that did not parse. Costs a second look, so only refused bodies get it.</summary>
internal static class JsonDiagnosis
{
    public const string BrokenText = "The body holds text that is not valid Unicode.";

    public static string Explain(ReadOnlyMemory<byte> body, JsonException cause)
    {
        if (body.IsEmpty)
        {
            return "The body is empty; a JSON object is required.";
        }

        if (IsTooDeep(body.Span))
        {
            return $"The body is nested deeper than {JsonBody.Depth} levels.";
        }

        return cause.LineNumber is { } line && ParsesLeniently(body) is false
            ? $"The body is not valid JSON: line {line + 1}, byte {cause.BytePositionInLine + 1}."
            : "The body names a member twice in one object.";
    }

    private static bool ParsesLeniently(ReadOnlyMemory<byte> body)
    {
        try
        {
            JsonDocument.Parse(body).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsTooDeep(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonBody.Depth + 1 });
        try
        {
            while (reader.Read())
            {
                // CurrentDepth is that of the token's parent: an opening bracket at the limit is one level beyond it.
                if (reader.CurrentDepth >= JsonBody.Depth && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
        }

        return false;
    }
}
