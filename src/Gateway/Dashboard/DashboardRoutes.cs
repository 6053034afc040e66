using Acp.Gateway.Edge;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Acp.Gateway.Dashboard;

/// <summary>
/// The operators' page: markup, style and scripts as they are checked in, open to anyone, since they hold no data. What the
/// page shows it asks of <c>/admin</c> with the key that the operator types in, so there is no second way to the data, and
/// no cookie that another site could ride on.
/// </summary>
internal static class DashboardRoutes
{
    /// <summary>
    /// Nothing but our own scripts runs, nothing is told to anybody else, and a string never becomes markup: whatever a
    /// buyer's name smuggles in stays text.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly string[] Looks = [HttpMethods.Get, HttpMethods.Head];

    public static IEndpointRouteBuilder MapDashboard(this IEndpointRouteBuilder routes)
    {
        foreach (var asset in DashboardAsset.All)
        {
            routes.MapMethods(asset.Path, Looks, (HttpContext http) => Serve(asset, http.Response.Headers));
        }

        return routes;
    }

    private static FileContentHttpResult Serve(DashboardAsset asset, IHeaderDictionary headers)
    {
        SecurityHeaders.OnPage(headers, Policy);
        headers.CacheControl = "no-cache"; // A page of the version before would ask this version's surface.
        return TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue(asset.Tag));
    }
}
