using Acp.Gateway.Errors;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Edge;

/// <summary>
/// Nothing is answered in clear but probes. A person who looks at a page is led to the same page over HTTPS; a program is
/// refused, because one that is led on would send its key in clear the next time as well, and nobody would notice.
/// docs/decisions/0032-the-edge.md.
/// </summary>
internal sealed class HttpsOnly(RequestDelegate next, EdgeMeter meter, IOptions<MerchantOptions> merchant)
{
    /// <summary>A year. Of other hosts below the same domain we know nothing.</summary>
    private const string Pledge = "max-age=31536000";

    private static readonly PathString[] Probes = ["/healthz", "/readyz", "/metrics"];

    private static readonly PathString[] OfPeople = ["/pay", "/orders", "/dashboard"];

    public Task Invoke(HttpContext http)
    {
        if (http.Request.IsHttps)
        {
            http.Response.Headers.StrictTransportSecurity = Pledge;
            return next(http);
        }

        if (Probes.Any(probe => http.Request.Path.Equals(probe, StringComparison.OrdinalIgnoreCase)))
        {
            return next(http);
        }

        meter.Refused(Refusals.PlainHttp);
        return IsSomebodyLooking(http.Request) ? Lead(http) : throw Faults.HttpsRequired();
    }

    // A browser that follows a link sends no key.
    private static bool IsSomebodyLooking(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.Authorization.Count == 0
        && OfPeople.Any(place => request.Path.StartsWithSegments(place, StringComparison.OrdinalIgnoreCase));

    // To the merchant's own address, whatever host was asked for: else anybody could have us lead people astray.
    private Task Lead(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        http.Response.Headers.Location = merchant.Value.UrlOf(http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent());
        return Task.CompletedTask;
    }
}
