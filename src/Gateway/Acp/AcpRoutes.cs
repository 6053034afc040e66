using Acp.Gateway.Http;
using Acp.Gateway.Orders;

namespace Acp.Gateway;

public static class AcpRoutes
{
    private static readonly string[] Looks = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The protocol's endpoints, at the root and at <c>/api</c>. Needs <see cref="UseAcp"/>.</summary>
    public static IEndpointRouteBuilder MapAcp(this IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<CheckoutEndpoints>();
        var discovery = routes.ServiceProvider.GetRequiredService<Discovery>();
        MapSessions(routes.MapGroup("/checkout_sessions"), endpoints);
        MapSessions(routes.MapGroup("/api/checkout_sessions"), endpoints);
        routes.MapMethods("/.well-known/acp.json", Looks, discovery.Describe);
        routes.MapOrders();
        return routes;
    }

    /// <summary>First in the pipeline: whatever goes wrong behind it leaves as the protocol's error object.</summary>
    public static IApplicationBuilder UseAcp(this IApplicationBuilder app) => app.UseMiddleware<ErrorBoundary>();

    private static void MapSessions(RouteGroupBuilder sessions, CheckoutEndpoints endpoints)
    {
        sessions.MapPost("/", endpoints.Create);
        sessions.MapGet("/{id}", endpoints.Retrieve);
        sessions.MapPost("/{id}", endpoints.Update);
        sessions.MapPost("/{id}/complete", endpoints.Complete);
        sessions.MapPost("/{id}/cancel", endpoints.Cancel);
    }
}
