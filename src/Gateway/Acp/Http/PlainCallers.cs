namespace Acp.Gateway.Http;

/// <summary>
/// Callers that follow the source documents, which know neither <c>API-Version</c> nor <c>Idempotency-Key</c>: at
/// <c>/api</c>, and only where no version is sent at all. docs/decisions/0017-callers-of-the-source-documents.md.
/// </summary>
internal static class PlainCallers
{
    /// <summary>What they are served as. It stays, whatever versions are added: these callers cannot say that they know a newer one.</summary>
    public const string Version = "2026-04-17";

    public static bool IsOne(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && request.Headers[AcpHeaders.ApiVersion].Count == 0;
}
