using Acp.Gateway.Tests.Host;

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
}
