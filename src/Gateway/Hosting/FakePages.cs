using Acp.Fakes;
using Acp.Gateway.Pay;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Hosting;

/// <summary>
/// Where the provider's pages are. Those of the fake in this process are served by the gateway itself, so that a shopper's
/// whole way can be walked in a browser with nothing else running.
/// </summary>
internal static class FakePages
{
    private const string Prefix = "/fake-stripe";
    private const string StripesPages = "https://checkout.stripe.com";

    /// <summary>A test card's form is far below.</summary>
    private const int LongestForm = 4096;

    /// <summary>Where browsers find those of the fake in this process.</summary>
    public static string AddressOf(IConfiguration configuration) => configuration["Merchant:PublicUrl"]?.TrimEnd('/') + Prefix;

    public static ProviderPages Origins(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<ProviderSettings>();
        var own = provider.GetRequiredService<IOptions<HostedCheckoutOptions>>().Value.PageOrigins;
        var shop = new Uri(provider.GetRequiredService<IOptions<MerchantOptions>>().Value.PublicUrl);
        return new([.. settings.IsFake ? [OriginOf(shop)] : Stripes(settings.Stripe.ApiBase), .. own]);
    }

    /// <summary>Nothing is mapped where Stripe answers.</summary>
    public static IEndpointRouteBuilder MapFakePages(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<ProviderSettings>().IsFake)
        {
            var fake = routes.ServiceProvider.GetRequiredService<FakeStripe>();
            routes.MapMethods(Prefix + "/c/pay/{id}", [HttpMethods.Get, HttpMethods.Post], http => Answer(fake, http));
        }

        return routes;
    }

    // Another Stripe than the real one, such as tools/FakeStripe, shows its pages where it answers.
    private static string[] Stripes(Uri api) => api.IsLoopback ? [StripesPages, OriginOf(api)] : [StripesPages];

    private static string OriginOf(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static async Task Answer(FakeStripe fake, HttpContext http)
    {
        if (http.Request.ContentLength is > LongestForm || (HttpMethods.IsPost(http.Request.Method) && http.Request.ContentLength is null))
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var path = $"/c/pay/{Uri.EscapeDataString((string)http.Request.RouteValues["id"]!)}";
        await Write(await fake.Handle(new(http.Request.Method, path, "", new Dictionary<string, string>(), body.ToArray())), http.Response);
    }

    private static async Task Write(FakeAnswer answer, HttpResponse response)
    {
        if (answer is not FakeAnswer.Reply reply)
        {
            response.HttpContext.Abort();
            return;
        }

        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        response.ContentLength = reply.Body.Length;
        await response.Body.WriteAsync(reply.Body, response.HttpContext.RequestAborted);
    }
}
