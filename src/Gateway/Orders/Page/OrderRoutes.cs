namespace Acp.Gateway.Orders;

internal static class OrderRoutes
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>What shoppers open.</summary>
    public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/orders/{id}", Reading, routes.ServiceProvider.GetRequiredService<OrderEndpoint>().Show);
        return routes;
    }
}
