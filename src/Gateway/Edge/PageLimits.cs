using System.Globalization;
using Acp.Gateway.Pages;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Edge;

/// <summary>
/// How many pages for shoppers one address is shown. They ask for no key and read the store, so that somebody could keep it
/// busy by links alone. A shop's shoppers may share an address, so it is generous.
/// </summary>
internal sealed class PageLimits(RequestDelegate next, IOptions<GatewayOptions> options, IOptions<MerchantOptions> merchant, EdgeMeter meter, TimeProvider clock)
{
    /// <summary>Seconds' worth that may come at once.</summary>
    private const int Burst = 10;

    private static readonly PathString[] Pages = ["/pay", "/orders"];

    private readonly AddressBuckets buckets = new(options.Value.PagesPerSecond * Burst, TimeSpan.FromSeconds(1) / options.Value.PagesPerSecond, clock);

    public Task Invoke(HttpContext http)
    {
        if (!Pages.Any(page => http.Request.Path.StartsWithSegments(page, StringComparison.OrdinalIgnoreCase)) || buckets.Take(ClientAddress.Of(http)) is not { } wait)
        {
            return next(http);
        }

        meter.Refused(Refusals.Pages);
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Busy().ExecuteAsync(http);
    }

    private Page Busy() => new(StatusCodes.Status429TooManyRequests, "One moment", merchant.Value.Name, Html.Of($"""
        <h1>One moment, please</h1>
        <p>Too many pages were asked for from where you are. Wait a few seconds and open this one again. Nothing was changed.</p>
        """));
}
