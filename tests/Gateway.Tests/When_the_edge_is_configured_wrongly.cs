using Acp.Gateway.Edge;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Acp.Gateway.Tests;

public sealed class When_the_edge_is_configured_wrongly
{
    private const string Unreachable = "every request would be refused";

    [Theory]
    [InlineData("Gateway:TrustedProxies:0=proxy.internal", "Gateway:TrustedProxies:0 must be an IP address or a network")]
    [InlineData("Gateway:TrustedProxies:0=", Unreachable)]
    [InlineData("Gateway:TrustedProxies:0=10.0.0.0/33", "Gateway:TrustedProxies:0 must be an IP address or a network")]
    [InlineData("Gateway:TrustedProxies:0=0.0.0.0/0", "Gateway:TrustedProxies:0 is every address there is")]
    [InlineData("Gateway:TrustedProxies:0=::/0", "Gateway:TrustedProxies:0 is every address there is")]
    [InlineData("ForwardedHeaders_Enabled=true", "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes what anybody says of itself")]
    [InlineData("Merchant:PublicUrl=http://localhost:8081", "Merchant:PublicUrl is http")]
    [InlineData("urls=http://0.0.0.0:8080", Unreachable)]
    [InlineData("Kestrel:Endpoints:Http:Url=http://0.0.0.0:8080", Unreachable)]
    public void The_start_fails_and_says_why(string setting, string message) => Assert.Contains(message, Faults("Production", setting), StringComparison.Ordinal);

    [Theory]
    [InlineData("Production", "Gateway:TrustedProxies:0=10.42.0.0/16")]
    [InlineData("Production", "Gateway:TrustedProxies:0=2001:db8::1")]
    [InlineData("Production", "urls=http://0.0.0.0:8080;https://0.0.0.0:8443")]
    [InlineData("Production", "https_ports=8443")]
    [InlineData("Production", "Kestrel:Endpoints:Https:Url=https://0.0.0.0:8443")]
    [InlineData("Production", "Gateway:RequireHttps=false")]
    [InlineData("Development", "urls=http://127.0.0.1:5080")]
    public void What_can_be_reached_starts(string environment, string setting) => Assert.Equal("", Faults(environment, setting));

    [Theory]
    [InlineData("Production", null, true)]
    [InlineData("Staging", null, true)]
    [InlineData("Development", null, false)]
    [InlineData("Production", false, false)]
    [InlineData("Development", true, true)]
    public void HTTPS_is_asked_for_everywhere_but_in_Development(string environment, bool? set, bool required) =>
        Assert.Equal(required, new GatewayOptions { RequireHttps = set }.IsHttpsRequired(new HostingEnvironment { EnvironmentName = environment }));

    private static string Faults(string environment, string setting)
    {
        var pair = setting.Split('=', 2);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(pair[0], pair[1])]).Build();
        var options = configuration.GetSection("Gateway").Get<GatewayOptions>() ?? new();
        IHostEnvironment host = new HostingEnvironment { EnvironmentName = environment };
        return new EdgeOptionsValidator(configuration, host).Validate(null, options).FailureMessage ?? "";
    }
}
