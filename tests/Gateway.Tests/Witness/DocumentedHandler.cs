namespace Acp.Gateway.Tests.Witness;

/// <summary>Lies under a client: whatever a test is about, each reply is also held against the OpenAPI document of its operation.</summary>
internal sealed class DocumentedHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (OpenApiDocument.Find(request.Method, path) is { } operation)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var faults = operation.Faults((int)response.StatusCode, response.Content.Headers.ContentType, body);
            if (faults.Count > 0)
            {
                throw new SchemaViolationException($"{request.Method} {path} {(int)response.StatusCode}: {string.Join("; ", faults)}");
            }
        }

        return response;
    }
}
