using Acp.Gateway.Platforms;
using Acp.Gateway.Webhooks.Outgoing;
using Acp.Gateway.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

public sealed class When_webhooks_are_configured
{
    private const string Secret = "whsec_0123456789";

    [Theory]
    [InlineData("Production", "Platforms:0:Webhook:Url=", "Platforms:0:Webhook:Url must be an absolute https URL")]
    [InlineData("Production", "Platforms:0:Webhook:Url=/hook", "Platforms:0:Webhook:Url must be an absolute https URL")]
    [InlineData("Production", "Platforms:0:Webhook:Url=ftp://agent.example/", "Platforms:0:Webhook:Url must be an absolute https URL")]
    [InlineData("Production", "Platforms:0:Webhook:Url=https://user:hunter2@agent.example/", "Platforms:0:Webhook:Url must be an absolute https URL")]
    [InlineData("Production", "Platforms:0:Webhook:Url=http://agent.example/", "Platforms:0:Webhook:Url must be https")]
    [InlineData("Production", "Platforms:0:Webhook:Url=http://127.0.0.1/", "Platforms:0:Webhook:Url must be https")]
    [InlineData("Development", "Platforms:0:Webhook:Url=http://agent.example/", "Platforms:0:Webhook:Url must be https")]
    [InlineData("Production", "Platforms:0:Webhook:Secrets:0=", "Platforms:0:Webhook:Secrets:0 must be 16 to 512 visible ASCII characters")]
    [InlineData("Production", "Platforms:0:Webhook:Secrets:0=hunter2", "Platforms:0:Webhook:Secrets:0 must be 16 to 512 visible ASCII characters")]
    [InlineData("Production", "Platforms:0:Webhook:Version=", "Platforms:0:Webhook:Version must name the version")]
    [InlineData("Production", "Platforms:0:Webhook:Version=2020-01-01", "Platforms:0:Webhook:Version must name the version")]
    [InlineData("Production", "Platforms:0:Webhook:Sercets:0=misspelled", "Sercets")]
    public void What_cannot_be_sent_is_said_before_the_first_order(string environment, string setting, string sentence)
    {
        var e = Assert.Throws<OptionsValidationException>(() => Read(environment, setting).Endpoints);

        Assert.Contains(e.Failures, failure => failure.Contains(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Merchant:Webhook:Url=http://orders.example/", "Merchant:Webhook:Url must be https")]
    [InlineData("Merchant:Webhook:Url=https://orders.example/", "Merchant:Webhook:Secrets:0 is missing")]
    public void That_holds_for_the_merchants_own_system_too(string setting, string sentence)
    {
        var e = Assert.Throws<OptionsValidationException>(() => Read("Production", setting).Endpoints);

        Assert.Contains(e.Failures, failure => failure.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Production", "Platforms:0:Webhook:Url=https://agent.example/hook?shop=1")]
    [InlineData("Development", "Platforms:0:Webhook:Url=http://127.0.0.1:5999/hook")]
    [InlineData("Production", "Platforms:0:Webhook:Url=http://orders.internal/hook", "Webhooks:AllowPrivateAddresses=true")]
    public void What_can_is_taken(string environment, params string[] settings) =>
        Assert.Equal(["platform.one"], Read(environment, settings).Endpoints);

    [Fact]
    public void A_platform_is_told_of_its_own_orders_and_the_merchant_of_all()
    {
        var hooks = Read("Production", "Merchant:Webhook:Url=https://orders.example/", $"Merchant:Webhook:Secrets:0={Secret}");

        Assert.Equal(["merchant", "platform.one"], hooks.EndpointsOf("one"));
        Assert.Equal(["merchant"], hooks.EndpointsOf("two"));
    }

    [Theory]
    [InlineData("agent", "platform.agent")]
    [InlineData("My Shop/eu", "platform.My~20Shop~2Feu")]
    [InlineData("a~b", "platform.a~7Eb")]
    [InlineData("é", "platform.~C3~A9")]
    [InlineData("..", "platform...")]
    public void Whatever_a_platform_is_called_its_endpoints_name_is_plain(string platform, string name) =>
        Assert.Equal(name, EndpointNames.OfPlatform(platform));

    private static Acp.Deliveries.IOrderHooks Read(string environment, params string[] settings)
    {
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment });
        Dictionary<string, string?> all = new(AcpHost.Settings())
        {
            ["Platforms:0:Webhook:Url"] = "https://agent.example/hook",
            ["Platforms:0:Webhook:Version"] = AcpHost.Version,
            ["Platforms:0:Webhook:Secrets:0"] = Secret,
        };
        foreach (var setting in settings)
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            all[setting[..at]] = setting[(at + 1)..];
        }

        Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(builder.Configuration, all);
        builder.Services.AddReplies().AddOutgoingWebhooks().AddSingleton(TimeProvider.System);
        var services = builder.Services.BuildServiceProvider();
        _ = services.GetRequiredService<IOptions<PlatformsOptions>>().Value;
        return services.GetRequiredService<Acp.Deliveries.IOrderHooks>();
    }
}
