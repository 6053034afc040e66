using Acp.Store;

namespace Acp.Gateway.Operations;

/// <summary>For whoever runs the service: is the process alive, and can it serve?</summary>
internal static class OperationsRoutes
{
    // Monitors often ask with HEAD.
    private static readonly string[] Probes = [HttpMethods.Get, HttpMethods.Head];

    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/healthz", Probes, () => TypedResults.Text("alive\n"));
        routes.MapMethods("/readyz", Probes, Ready);
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
