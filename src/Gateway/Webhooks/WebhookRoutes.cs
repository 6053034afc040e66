namespace Acp.Gateway.Webhooks;

public static class WebhookRoutes
{
    /// <summary>Needs <see cref="IGrains"/>, <see cref="Store.IStore"/> and <see cref="Payments.IProviderNotices"/> of the host.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<Relevance>()
        .AddSingleton<EventsUnderWay>()
        .AddHostedService(provider => provider.GetRequiredService<EventsUnderWay>())
        .AddSingleton<NoticeEndpoint>();

    /// <param name="signatureHeader">Where the provider puts what proves that a notice is its own.</param>
    public static IEndpointRouteBuilder MapNotices(this IEndpointRouteBuilder routes, string path, string signatureHeader)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<NoticeEndpoint>();
        routes.MapPost(path, (HttpContext http) => endpoint.Receive(http, signatureHeader));
        return routes;
    }
}
