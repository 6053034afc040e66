using System.Text.Json;
using System.Text.Unicode;
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
            var document = JsonDocument.Parse(body, Strict);
            RequireText(body.Span);
            return document;
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

    /// <summary>A parser takes text for what it is only once it is asked for it.</summary>
    /// <exception cref="InvalidOperationException">Some is no Unicode.</exception>
    private static void RequireText(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            throw new InvalidOperationException();
        }

        if (body.Contains((byte)'\\'))
        {
            RequirePairs(body);
        }
    }

    // What is UTF-8 has half a pair in an escape only.
    private static void RequirePairs(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Depth });
        while (reader.Read())
        {
            _ = reader.ValueIsEscaped ? reader.GetString() : null;
        }
    }
}
