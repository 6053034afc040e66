using System.Net;
using Acp.Gateway.Admin;

namespace Acp.Gateway.Telemetry;

/// <summary>
/// <c>GET /metrics</c>, in Prometheus' text. How much is sold, and how well, is the merchant's own affair: it takes an admin
/// key of the role <c>read</c> or above. In Development this machine is let in without one.
/// </summary>
internal static class MetricsRoute
{
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<TelemetrySettings>().IsMeasured)
        {
            var gate = routes.ServiceProvider.GetRequiredService<AdminGate>();
            var isOpen = routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment();
            routes.MapPrometheusScrapingEndpoint("/metrics", meterProvider: null, branch => branch.Use((http, next) => Admit(http, next, gate, isOpen)), optionsName: null)
                .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]))
                .Needs(AdminRole.Read);
        }

        return routes;
    }

    private static async Task Admit(HttpContext http, RequestDelegate next, AdminGate gate, bool isOpen)
    {
        if (!isOpen || http.Connection.RemoteIpAddress is not { } peer || !IPAddress.IsLoopback(peer))
        {
            await gate.Admit(http);
        }

        await next(http);
    }
}
