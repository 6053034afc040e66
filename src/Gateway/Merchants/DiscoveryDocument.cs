using System.Globalization;
using System.Text.Json;

namespace Acp.Gateway.Merchants;

/// <summary>
/// What a seller says of itself (<c>DiscoveryResponse</c> of 2026-04-17). What is required must be there; members that
/// this version does not know may be of a later one.
/// </summary>
internal static class DiscoveryDocument
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <returns>What is wrong with it, of <see cref="ProbeSentences"/>; null if nothing is.</returns>
    public static string? Problem(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return Problem(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ProbeSentences.NotJson; // InvalidOperationException: text that is no Unicode.
        }
    }

    private static string? Problem(JsonElement document)
    {
        var (protocol, capabilities) = (Member(document, "protocol"), Member(document, "capabilities"));
        if (Text(Member(protocol, "name")) != "acp"
            || !IsVersion(Text(Member(protocol, "version")))
            || Texts(Member(protocol, "supported_versions")) is not { Length: > 0 } versions
            || !versions.All(IsVersion)
            || !IsAddress(Text(Member(document, "api_base_url"))))
        {
            return ProbeSentences.NotTheProtocol;
        }

        return Texts(Member(document, "transports"))?.Contains("rest") == true && Texts(Member(capabilities, "services"))?.Contains("checkout") == true
            ? null
            : ProbeSentences.NoCheckout;
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string?[]? Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : null;

    private static bool IsVersion(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
