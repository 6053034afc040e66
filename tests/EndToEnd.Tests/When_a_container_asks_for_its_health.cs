namespace Acp.EndToEnd.Tests;

public sealed class When_a_container_asks_for_its_health
{
    [Fact]
    public async Task The_gateways_own_command_tells_even_behind_a_proxy()
    {
        await using var shop = await Shop.Open();
        var readiness = new Uri(shop.Gateway.Address, "/readyz");

        // Nothing listens on port 1: a probe that went through the proxy would find nobody.
        var serving = await GatewayProcess.Healthy(readiness, proxy: "http://127.0.0.1:1");
        await shop.Gateway.Terminate();
        var stopped = await GatewayProcess.Healthy(readiness, proxy: "http://127.0.0.1:1");

        Assert.Equal((0, 1), (serving, stopped));
    }
}
