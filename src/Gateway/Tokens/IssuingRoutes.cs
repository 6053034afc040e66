using Acp.CheckoutSessions;
using Acp.TokenIssues;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Issuing;

public static class IssuingRoutes
{
    /// <summary>Needs <see cref="IGrains"/> of the host.</summary>
    public static IServiceCollection AddIssuing(this IServiceCollection services) => services.AddSingleton<IssuingEndpoints>();

    /// <summary>What grains need to have tokens issued.</summary>
    public static IServiceCollection AddTokenReplies(this IServiceCollection services)
    {
        services.AddSingleton<ITokenReplies, TokenReplies>();
        services.AddSingleton<IValidateOptions<TokenLifetimes>, TokenLifetimesValidator>();
        services.AddOptions<TokenLifetimes>().BindConfiguration("Tokens").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TokenLifetimes>>().Value.ToOptions(
            provider.GetRequiredService<IOptions<CheckoutOptions>>().Value));
        return services;
    }

    /// <summary>At the root and at <c>/api</c>, as the protocol's own endpoints.</summary>
    public static IEndpointRouteBuilder MapIssuing(this IEndpointRouteBuilder routes)
    {
        Map(routes, string.Empty);
        Map(routes, "/api");
        return routes;
    }

    private static void Map(IEndpointRouteBuilder routes, string prefix)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<IssuingEndpoints>();
        routes.MapPost($"{prefix}/spt", (HttpContext http) => endpoints.Issue(http, prefix));
        routes.MapGet($"{prefix}/spt/{{id}}", endpoints.Show);
    }
}
