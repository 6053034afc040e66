using System.Text.Json;

namespace Acp.Gateway.Errors;

/// <summary>ACP's flat error object and the status it travels under. The same in every protocol version.</summary>
/// <param name="Message">For people: specific, and free of secrets and internals.</param>
/// <param name="Param">An RFC 9535 JSONPath, or null.</param>
internal sealed record AcpError(int Status, string Type, string Code, string Message, string? Param = null)
{
    /// <summary>Seconds after which repeating the request is worth while; null where repeating cannot help.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Minor units that can still be refunded, where that is what it is about. To operators only.</summary>
    public long? Remaining { get; init; }

    /// <summary>Newest first, as the protocol wants it in an error (and oldest first in discovery).</summary>
    public IReadOnlyList<string> SupportedVersions { get; init; } = [];

    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json);
        }

        return buffer.ToArray();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteString("code", Code);
        json.WriteString("message", Message);
        if (Param is not null)
        {
            json.WriteString("param", Param);
        }

        if (Remaining is { } remaining)
        {
            json.WriteNumber("remaining", remaining);
        }

        WriteSupportedVersions(json);
        json.WriteEndObject();
    }

    private void WriteSupportedVersions(Utf8JsonWriter json)
    {
        if (SupportedVersions.Count == 0)
        {
            return;
        }

        json.WriteStartArray("supported_versions");
        foreach (var version in SupportedVersions)
        {
            json.WriteStringValue(version);
        }

        json.WriteEndArray();
    }
}

/// <summary>The closed set of <c>type</c>.</summary>
internal static class ErrorType
{
    public const string InvalidRequest = "invalid_request";

    /// <summary>Of older versions only.</summary>
    public const string RequestNotIdempotent = "request_not_idempotent";
    public const string ProcessingError = "processing_error";
    public const string ServiceUnavailable = "service_unavailable";
}
