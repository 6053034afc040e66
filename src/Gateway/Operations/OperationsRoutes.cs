using Acp.Store;

namespace Acp.Gateway.Operations;

/// <summary>For whoever runs the service: is the process alive, and can it serve?</summary>
internal static class OperationsRoutes
{
    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("alive\n"));
        routes.MapGet("/readyz", Ready);
        return routes;
    }

    // A gateway whose store does not answer cannot promise anything to anybody.
    private static async Task<IResult> Ready(IStore store)
    {
        try
        {
            await store.ReadCounter("ready");
            return TypedResults.Text("ready\n");
        }
        catch (StoreUnavailableException)
        {
            return TypedResults.Text("the store does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
