using Acp.CheckoutSessions;
using Acp.Gateway.Admin.Attention;
using Acp.Gateway.Admin.Deliveries;
using Acp.Gateway.Admin.Erasures;
using Acp.Gateway.Admin.Events;
using Acp.Gateway.Admin.Keys;
using Acp.Gateway.Admin.Live;
using Acp.Gateway.Admin.Orders;
using Acp.Gateway.Admin.Reconciliations;
using Acp.Gateway.Admin.Search;
using Acp.Gateway.Admin.Stories;
using Acp.Gateway.Admin.Tokens;
using Acp.Gateway.Edge;
using Acp.Gateway.Erasures;
using Acp.Gateway.Http;
using Acp.Gateway.Merchants;
using Acp.Reconciling;
using Acp.Store;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Admin;

/// <summary>The support desk's view. Its keys are its own: a platform's key opens nothing here.</summary>
internal static class AdminRoutes
{
    /// <summary>Who is an operator; needed also where nothing but metrics is shown.</summary>
    public static IServiceCollection AddAdminGate(this IServiceCollection services)
    {
        services.AddOptions<AdminOptions>().BindConfiguration("Admin").ValidateOnStart();
        services.AddSingleton<IValidateOptions<AdminOptions>, AdminOptionsValidator>();
        services.AddSingleton<AdminKeys>();
        services.AddSingleton<AdminGate>();
        return services;
    }

    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddAdminGate();
        services.AddSingleton<IValidateOptions<AdminOptions>, CallerLimitsValidator>();
        services.AddSingleton<OperatorLimits>();
        services.AddSingleton<TokenExport>();
        services.AddSingleton<DeliveryList>();
        services.AddAttention();
        services.AddErasing();
        services.AddLive();
        services.AddSingleton<CheckoutFinder>();
        services.AddSingleton<StoryTeller>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<Mending>();
        return services;
    }

    public static IEndpointRouteBuilder MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapAdminGroup();
        admin.MapGet("/me", Me).Needs(AdminRole.Read);
        admin.MapGet("/checkout_sessions/{id}", Timeline).Needs(AdminRole.Read);
        admin.MapPost("/checkout_sessions/{id}/resolve", ResolveEndpoint.Handle).Needs(AdminRole.Owner);
        admin.MapTokens(routes.ServiceProvider.GetRequiredService<TokenExport>());
        admin.MapEvents();
        admin.MapOrders();
        admin.MapRefunds();
        admin.MapDeliveries();
        admin.MapReconciliation();
        admin.MapMerchants();
        admin.MapKeys();
        admin.MapAttention();
        admin.MapErasures();
        admin.MapGet("/live", LiveEndpoint.Handle).Needs(AdminRole.Read).DisableHttpMetrics(); // It lasts as long as somebody watches: no duration of ours.
        admin.MapGet("/checkout_sessions/{id}/story", StoryEndpoint.Handle).Needs(AdminRole.Read);
        admin.MapGet("/search", SearchEndpoint.Handle).Needs(AdminRole.Read);
        return routes;
    }

    /// <summary>Whose key it is, so that nobody is offered what the role does not allow.</summary>
    private static IResult Me(HttpContext http) => AdminReply.Json(AdminJson.Render(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", http.Operator().Name);
        json.WriteString("role", http.Operator().Role.Word());
        json.WriteEndObject();
    }));

    private static async Task<IResult> Timeline(string id, IStore store, TimeProvider clock, HttpContext http)
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
