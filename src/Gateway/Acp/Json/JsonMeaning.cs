using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Json;

/// <summary>
/// What a body says, whichever way it is written: member order, white space, string escapes and the spelling of
/// numbers do not count; array order and null against absent do (ACP RFC §6).
/// </summary>
internal static class JsonMeaning
{
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    /// <summary>Of a request without a body, which no JSON value equals.</summary>
    public static string FingerprintOfNothing { get; } = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <returns>SHA-256 over the canonical form, in lower-case hex.</returns>
    /// <exception cref="RequestRefusedException">400 <c>invalid_json</c> where a string holds an unpaired surrogate or broken UTF-8.</exception>
    public static string Fingerprint(JsonElement body)
    {
        try
        {
            var canonical = new ArrayBufferWriter<byte>(1024);
            using (var json = new Utf8JsonWriter(canonical, Unchecked))
            {
                Write(json, body);
            }

            return Convert.ToHexStringLower(SHA256.HashData(canonical.WrittenSpan));
        }
        catch (InvalidOperationException)
        {
            throw Faults.InvalidJson(JsonDiagnosis.BrokenText);
        }
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, value);
                break;
            case JsonValueKind.Array:
                WriteArray(json, value);
                break;
            case JsonValueKind.Number:
                json.WriteRawValue(CanonicalNumber.Of(value.GetRawText()), skipInputValidation: true);
                break;
            case JsonValueKind.String:
                json.WriteStringValue(value.GetString());
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement value)
    {
        json.WriteStartObject();
        foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(member.Name);
            Write(json, member.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, JsonElement value)
    {
        json.WriteStartArray();
        foreach (var item in value.EnumerateArray())
        {
            Write(json, item);
        }

        json.WriteEndArray();
    }
}
