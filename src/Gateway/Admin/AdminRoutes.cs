using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;
using Acp.Gateway.Platforms;
using Acp.Store;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Admin;

/// <summary>The support desk's view. Its keys are its own: a platform's key opens nothing here.</summary>
internal static class AdminRoutes
{
    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddOptions<AdminOptions>().BindConfiguration("Admin").ValidateOnStart();
        services.AddSingleton<IValidateOptions<AdminOptions>, AdminOptionsValidator>();
        return services;
    }

    public static IEndpointRouteBuilder MapAdmin(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptions<AdminOptions>>().Value;
        var keys = new BearerKeys(options.Keys.Select((key, i) => (key, $"admin:{i}")));
        var admin = routes.MapGroup("/admin").AddEndpointFilter((context, next) =>
            keys.Identify(context.HttpContext.Request.Headers.Authorization) is null ? throw Faults.Unauthorized() : next(context));
        admin.MapGet("/checkout_sessions/{id}", Timeline);
        admin.MapPost("/checkout_sessions/{id}/resolve", (string id, HttpContext http, IGrains grains) => ResolveEndpoint.Handle(id, http, grains, keys));
        return routes;
    }

    private static async Task<IResult> Timeline(string id, HttpContext http, IStore store, TimeProvider clock)
    {
        var key = CheckoutSession.KeyOf(id);
        if ((await store.LoadSnapshot<CheckoutSession>(key)).State is not { } session)
        {
            await ReplyWriter.Write(http, new Answer.NotFound());
            return TypedResults.Empty;
        }

        return TypedResults.Bytes(SessionTimeline.Render(session, await store.ReadAudit(key), clock.GetUtcNow()), "application/json");
    }
}
