using System.Text.Json;

namespace Acp.Gateway.Tests.Witness;

/// <summary>
/// Lies under the client of every test that talks HTTP: whatever a test is about, each reply it causes is also held
/// against the schema of its version, path, status and content.
/// </summary>
/// <param name="witness">For requests that name no version.</param>
internal sealed class WitnessedHandler(SchemaWitness witness, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private int seen;

    /// <summary>Replies that were held against a schema.</summary>
    public int Seen => seen;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (witness.IsPresent)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            Hold(request, response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        return response;
    }

    private void Hold(HttpRequestMessage request, HttpResponseMessage response, byte[] bytes)
    {
        using var body = JsonDocument.Parse(bytes);
        var path = request.RequestUri!.AbsolutePath;
        var definition = SchemaWitness.DefinitionOf(path, response.StatusCode, body.RootElement);
        if (definition is null)
        {
            return;
        }

        var faults = WitnessOf(request, definition).Validate(definition, body.RootElement);
        if (faults.Count > 0)
        {
            throw new SchemaViolationException($"{request.Method} {path} {(int)response.StatusCode} is no {definition}: {string.Join("; ", faults)}");
        }

        Interlocked.Increment(ref seen);
    }

    // Whoever names no version, or one that there is not, is answered in the words of the newest; which alone has a discovery.
    private SchemaWitness WitnessOf(HttpRequestMessage request, string definition) =>
        definition != SchemaWitness.Discovery && request.Headers.TryGetValues("API-Version", out var named)
            ? SchemaWitness.Of(string.Join(',', named)) ?? witness
            : witness;
}

internal sealed class SchemaViolationException(string message) : Exception(message);
