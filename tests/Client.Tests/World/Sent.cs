using System.Text;

namespace Acp.Client.Tests;

/// <summary>A request, as it was sent.</summary>
internal sealed record Sent(string Method, string Path, string Query, string? Key, string? Body, string? Version, string? Authorization)
{
    public static async Task<Sent> Of(HttpRequestMessage request) => new(
        request.Method.Method,
        request.RequestUri!.AbsolutePath,
        request.RequestUri.Query,
        Header(request, "Idempotency-Key"),
        request.Content is null ? null : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync()),
        Header(request, "API-Version"),
        request.Headers.Authorization?.ToString());

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
}
