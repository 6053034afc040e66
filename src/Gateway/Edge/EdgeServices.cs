using Acp.Gateway.Platforms;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Edge;

/// <summary>What stands between the network and every surface.</summary>
internal static class EdgeServices
{
    /// <summary>What the surfaces themselves ask.</summary>
    public static IServiceCollection AddCallerLimits(this IServiceCollection services)
    {
        services.AddInnerEdge();
        services.AddSingleton<IValidateOptions<PlatformsOptions>, CallerLimitsValidator>();
        services.AddSingleton<PlatformLimits>();
        return services;
    }

    /// <summary>What a process needs that serves nobody and is asked by its operators all the same.</summary>
    public static IServiceCollection AddInnerEdge(this IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>().BindConfiguration("Gateway").ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton<EdgeMeter>();
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

        UseHeaders(app).UseAcp();
        if (options.IsHttpsRequired(app.Environment))
        {
            app.UseMiddleware<HttpsOnly>();
        }

        return app.UseMiddleware<WrongKeys>().UseMiddleware<PageLimits>();
    }
    /// <summary>Of a process that serves nobody: it is inside the operator's network, and wrong keys are slowed there, too.</summary>
    public static IApplicationBuilder UseInnerEdge(this WebApplication app) => UseHeaders(app).UseAcp().UseMiddleware<WrongKeys>();

    private static IApplicationBuilder UseHeaders(WebApplication app) => app.Use((http, next) =>
    {
        SecurityHeaders.OnEvery(http.Response.Headers);
        return next(http);
    });
}
