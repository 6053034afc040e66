using System.Reflection;

namespace Acp.Gateway.OpenApi;

/// <summary>
/// What these surfaces promise, for people and tools, served as it is checked in. Tests hold it against the routes and
/// against real replies. Open to anyone: it tells nothing that the repository does not.
/// </summary>
internal static class OpenApiRoutes
{
    private static readonly string[] Documents = ["admin", "tokens", "order-webhook"];

    private static readonly string[] Looks = [HttpMethods.Get, HttpMethods.Head];

    public static IEndpointRouteBuilder MapOpenApi(this IEndpointRouteBuilder routes)
    {
        foreach (var name in Documents)
        {
            var document = Read(name);
            routes.MapMethods($"/openapi/{name}.json", Looks, () => TypedResults.Bytes(document, "application/json"));
        }

        return routes;
    }

    private static byte[] Read(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"openapi.{name}.json")!;
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
