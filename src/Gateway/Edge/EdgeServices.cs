using Acp.Gateway.Platforms;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Edge;

/// <summary>What stands between the network and every surface.</summary>
internal static class EdgeServices
{
    /// <summary>What the surfaces themselves ask.</summary>
    public static IServiceCollection AddCallerLimits(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<EdgeMeter>();
        services.AddSingleton<IValidateOptions<PlatformsOptions>, CallerLimitsValidator>();
        services.AddSingleton<PlatformLimits>();
        return services;
    }

    public static IServiceCollection AddEdge(this IServiceCollection services) =>
        services.AddSingleton<IValidateOptions<GatewayOptions>, EdgeOptionsValidator>();

    /// <summary>
    /// First of all, and <see cref="AcpRoutes.UseAcp"/> with it. Who calls comes before everything that asks; the headers
    /// before whatever may go wrong; and what refuses stands behind the boundary that says so.
    /// </summary>
    public static IApplicationBuilder UseEdge(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        if (TrustedProxies.Of(options) is { } proxies)
        {
            app.UseForwardedHeaders(proxies);
        }

        app.Use((http, next) =>
        {
            SecurityHeaders.OnEvery(http.Response.Headers);
            return next(http);
        });
        app.UseAcp();
        if (options.IsHttpsRequired(app.Environment))
        {
            app.UseMiddleware<HttpsOnly>();
        }

        return app.UseMiddleware<WrongKeys>().UseMiddleware<PageLimits>();
    }
}
