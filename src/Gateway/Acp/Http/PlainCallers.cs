using System.Text.Json;
using Acp.Gateway.Errors;
using Acp.Gateway.Json;

namespace Acp.Gateway.Http;

/// <summary>
/// Callers that follow the source documents, which know neither <c>API-Version</c> nor <c>Idempotency-Key</c>, nor always
/// say that what they send is JSON: at <c>/api</c>, and only where no version is sent at all.
/// docs/decisions/0017-callers-of-the-source-documents.md.
/// </summary>
internal static class PlainCallers
{
    public static bool IsOne(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && request.Headers[AcpHeaders.ApiVersion].Count == 0;

    /// <summary>Whether it says that its JSON is a form, as the usual command-line client does unless it is told otherwise.</summary>
    public static bool SendsForm(HttpRequest request) => IsOne(request) && MediaTypes.IsForm(request.ContentType);

    /// <exception cref="RequestRefusedException">415 where it is a form indeed.</exception>
    public static JsonDocument ParseForm(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonBody.Parse(body);
        }
        catch (RequestRefusedException)
        {
            throw MediaTypes.NotJson();
        }
    }
}
