using System.Text.Json;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

public sealed class When_a_platform_discovers_us
{
    [Fact]
    public async Task Anyone_may_ask_and_is_told_where_and_in_which_versions()
    {
        await using var host = await AcpHost.Start();

        var response = await host.Client.GetAsync("/.well-known/acp.json");

        Assert.Equal("public, max-age=3600", response.Headers.CacheControl!.ToString());
        Assert.Equal(
            """{"protocol":{"name":"acp","version":"2026-04-17","supported_versions":[VERSIONS]},"api_base_url":"https://shop.example","transports":["rest"],"capabilities":{"services":["checkout"],"extensions":[{"name":"discount"}],"intervention_types":[],"supported_currencies":["eur","usd"]}}""".Replace("VERSIONS", string.Join(',', Versions.Names.Select(name => $"\"{name}\"")), StringComparison.Ordinal),
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nothing_in_it_helps_to_attack_us()
    {
        await using var host = await AcpHost.Start();

        var text = await host.Client.GetStringAsync("/.well-known/acp.json");

        Assert.DoesNotContain("acct_test", text);
        Assert.DoesNotContain("card_tokenized", text);
    }

    [Fact]
    public async Task Versions_stand_oldest_first_and_the_last_is_the_one_it_speaks()
    {
        var document = await Describe(Sessions.Merchant);

        var protocol = document.GetProperty("protocol");
        var versions = protocol.GetProperty("supported_versions").EnumerateArray().Select(one => one.GetString()).ToList();
        Assert.Equal(versions.Order(StringComparer.Ordinal), versions);
        Assert.Equal(versions[^1], protocol.GetProperty("version").GetString());
        Assert.Contains("2026-01-30", versions);
    }

    [Fact]
    public async Task A_merchant_that_knows_its_acquirer_offers_authentication()
    {
        var document = await Describe(Shops.Offering());

        Assert.Equal("""["3ds"]""", document.GetProperty("capabilities").GetProperty("intervention_types").GetRawText());
        Assert.DoesNotContain("400000", document.GetRawText());
        var schemas = new SchemaWitness(AcpHost.Version);
        Assert.SkipUnless(schemas.IsPresent, schemas.WhyAbsent);
        Assert.Empty(schemas.Validate("DiscoveryResponse", document));
    }

    private static async Task<JsonElement> Describe(MerchantOptions merchant)
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await new Discovery(new AcpVersions(Shops.All(merchant)), new EmptyCatalog(), Options.Create(merchant)).Describe(http);
        http.Response.Body.Position = 0;
        return (await JsonDocument.ParseAsync(http.Response.Body)).RootElement;
    }
}
