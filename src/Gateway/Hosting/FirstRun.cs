using Acp.Gateway.Admin;
using Acp.Gateway.Keys;
using Acp.Gateway.Platforms;
using Acp.Pricing;
using Acp.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Hosting;

/// <summary>What a newcomer needs to buy something within a minute. Demo keys are shown in Development only.</summary>
internal sealed class FirstRun(
    IServer server,
    IHostEnvironment environment,
    IConfiguration configuration,
    IOptions<PlatformsOptions> platforms,
    IOptions<AdminOptions> admin,
    CatalogFileSource catalog,
    ProviderSettings provider,
    AcpVersions versions)
{
    public void Print()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "(no address)";
        Console.WriteLine($"Checkout gateway listening on {address}, {environment.EnvironmentName}.");
        if (environment.IsDevelopment() && platforms.Value.Platforms.Count > 0)
        {
            Console.WriteLine(Demo(address));
        }
    }

    private string Demo(string address)
    {
        var key = platforms.Value.Platforms.FirstOrDefault()?.ApiKeys.FirstOrDefault(key => !ConfiguredKey.IsHash(key)) ?? "(you have it)";
        var products = catalog.Current.Products.Take(3).ToArray();
        return $"""

              store          {Stores.Describe(configuration["Store"]!)}
              public address {configuration["Merchant:PublicUrl"]} (Merchant:PublicUrl, in permalinks and discovery)
              payments       {(provider.IsFake ? "fake Stripe in this process: no money moves" : $"Stripe at {provider.Stripe.ApiBase}")}
              issues tokens  {(provider.IsFake || provider.Stripe.Issuer.SecretKey is { Length: > 0 } ? "yes" : "no: Stripe:Issuer:SecretKey is missing")}
              platform key   {key}
              admin key      {admin.Value.Keys.FirstOrDefault(key => !ConfiguredKey.IsHash(key.Key))?.Key ?? "(none)"}
              dashboard      {address}/dashboard, with the admin key
              catalog        {string.Join(Environment.NewLine + "                 ", products.Select(Line))}

            Try it:

              curl -s {address}/checkout_sessions \
                -H 'Authorization: Bearer {key}' -H 'API-Version: {versions.NewestFirst[0]}' \
                -H 'Content-Type: application/json' -H 'Idempotency-Key: first-try' \
                -d '{'{'}"currency":"usd","line_items":[{'{'}"id":"{products.FirstOrDefault()?.Id}","quantity":1{'}'}],"capabilities":{'{'}{'}'}{'}'}'

            The README walks on from here. Ctrl-C finishes what is in flight and stops.
            """;
    }

    private static string Line(CatalogProduct product) =>
        $"{product.Id,-16} {product.Name} ({string.Join(", ", product.Prices.Select(price => $"{price.Value} {price.Key}"))}, minor units)";
}
