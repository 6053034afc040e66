using System.Text.Json;

namespace Acp.Client.Json;

/// <summary>The protocol's flat error object.</summary>
internal sealed record ErrorBody
{
    public string? Type { get; init; }

    public string? Code { get; init; }

    public string? Message { get; init; }

    public string? Param { get; init; }

    public long? Remaining { get; init; }

    public IReadOnlyList<string>? SupportedVersions { get; init; }

    /// <param name="isCut">It is no JSON, or not to its end.</param>
    /// <returns>Null where the body is no such object: then it was somebody else who answered.</returns>
    public static AcpError? Read(int status, ReadOnlySpan<byte> body, out bool isCut)
    {
        isCut = false;
        try
        {
            return JsonSerializer.Deserialize(body, ProtocolJson.Default.ErrorBody) is { Type.Length: > 0, Code: { Length: > 0 } code } error
                ? new AcpError(status, code, error.Message ?? string.Empty)
                {
                    Type = error.Type,
                    Param = error.Param,
                    Remaining = error.Remaining,
                    SupportedVersions = error.SupportedVersions ?? [],
                }
                : null;
        }
        catch (JsonException)
        {
            isCut = true;
            return null;
        }
    }
}
