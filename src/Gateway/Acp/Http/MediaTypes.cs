using Acp.Gateway.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Acp.Gateway.Http;

internal static class MediaTypes
{
    /// <exception cref="RequestRefusedException">415 where a body is not plain application/json in UTF-8.</exception>
    /// <param name="formToo">Whether it may also say that it is a form.</param>
    public static void RequireJson(HttpRequest request, bool formToo = false)
    {
        if (request.ContentType is null && !HasBody(request))
        {
            return; // Cancel needs no body, and a body that is missing elsewhere gets a better answer than 415.
        }

        if (!IsJson(request.ContentType) && !(formToo && IsForm(request.ContentType)))
        {
            throw NotJson();
        }

        if (!IsIdentity(request.Headers.ContentEncoding.ToString()))
        {
            throw Faults.UnsupportedMediaType("The body must not be compressed.");
        }
    }

    public static RequestRefusedException NotJson() => Faults.UnsupportedMediaType("The body must be application/json in UTF-8.");

    public static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    public static bool HasBody(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? request.ContentLength is not 0;

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static bool IsIdentity(string encoding) =>
        encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase);
}
