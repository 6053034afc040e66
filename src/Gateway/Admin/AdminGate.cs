using Acp.Gateway.Edge;
using Acp.Gateway.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Acp.Gateway.Admin;

/// <param name="Name">For the audit trail.</param>
internal sealed record Operator(string Name, AdminRole Role);

/// <summary>
/// Who stands before <c>/admin</c>, and whether the role is enough. A route that names no role is the owner's: what
/// somebody forgot to say opens nothing.
/// </summary>
internal sealed class AdminGate(AdminKeys keys)
{
    /// <exception cref="RequestRefusedException">401 without a key, 403 with one whose role is too small.</exception>
    public async ValueTask Admit(HttpContext http)
    {
        var caller = await keys.Identify(http) ?? throw Faults.Unauthorized();
        var needed = http.GetEndpoint()?.Metadata.GetMetadata<NeededRole>()?.Least ?? AdminRole.Owner;
        if (caller.Role < needed)
        {
            throw Faults.RoleTooSmall(needed.WordOrMore(), caller.Role.Word());
        }

        http.Features.Set(caller);
    }
}

internal sealed record NeededRole(AdminRole Least);

internal static class AdminGates
{
    /// <summary>
    /// Everything under <c>/admin</c> is mapped in such a group. Handlers read the request themselves: what the framework
    /// binds from a query or a body it would judge, and refuse, before anybody has asked for the key.
    /// </summary>
    public static RouteGroupBuilder MapAdminGroup(this IEndpointRouteBuilder routes)
    {
        var gate = routes.ServiceProvider.GetRequiredService<AdminGate>();
        var limits = routes.ServiceProvider.GetRequiredService<OperatorLimits>();
        return routes.MapGroup("/admin").AddEndpointFilter(async (context, next) =>
        {
            await gate.Admit(context.HttpContext);
            await limits.Enter(context.HttpContext, context.HttpContext.Operator().Name);
            return await next(context);
        });
    }

    public static TRoute Needs<TRoute>(this TRoute route, AdminRole least)
        where TRoute : IEndpointConventionBuilder =>
        route.WithMetadata(new NeededRole(least));

    /// <summary>Who calls, once the gate has let them in.</summary>
    public static Operator Operator(this HttpContext http) => http.Features.GetRequiredFeature<Operator>();
}
