namespace Acp.Gateway.Pay;

/// <summary>
/// Where a shopper pays in a browser: <c>continue_url</c> leads here, and the payment provider leads back. The session's id
/// is the key to it (docs/decisions/0028-the-link-to-pay.md); nobody logs in.
/// </summary>
internal static class PayRoutes
{
    private static readonly string[] Looks = [HttpMethods.Get, HttpMethods.Head];

    public static string PathOf(string session) => $"/pay/{Uri.EscapeDataString(session)}";

    /// <summary>Where the provider sends a shopper who has paid.</summary>
    public static string ReturnPathOf(string session) => PathOf(session) + "/return";

    /// <summary>Needs <see cref="ProviderPages"/> of the host.</summary>
    public static IServiceCollection AddPay(this IServiceCollection services) =>
        services.AddSingleton<PayPages>().AddSingleton<PayEndpoints>();

    public static IEndpointRouteBuilder MapPay(this IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<PayEndpoints>();
        routes.MapMethods("/pay/{id}", Looks, endpoints.Show);
        routes.MapPost("/pay/{id}", endpoints.Open);
        routes.MapMethods("/pay/{id}/return", Looks, endpoints.Return);
        return routes;
    }
}

/// <summary>Where the payment provider's pages are.</summary>
/// <param name="Origins">Such as <c>https://pay.example</c>; our own need not be named. A browser follows a form there, and a link anywhere.</param>
internal sealed record ProviderPages(IReadOnlyList<string> Origins)
{
    public bool Has(Uri page) => Origins.Contains(page.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase);
}
