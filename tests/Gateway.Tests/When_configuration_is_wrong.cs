using Acp.Gateway.Tests.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

public sealed class When_configuration_is_wrong
{
    [Theory]
    [InlineData("Platforms:0:Name", "", "Platforms:0:Name is missing.")]
    [InlineData("Platforms:1:Name", "one", "Platforms:1:Name is used twice")]
    [InlineData("Platforms:0:ApiKeys:1", "short", "Platforms:0:ApiKeys:1 must be 16 to 512 visible ASCII characters.")]
    [InlineData("Platforms:1:ApiKeys:0", AcpHost.Key, "Platforms:1:ApiKeys:0 is used twice")]
    [InlineData("Merchant:Name", "", "Merchant:Name is missing.")]
    [InlineData("Merchant:MerchantId", "", "Merchant:MerchantId is missing.")]
    [InlineData("Merchant:PublicUrl", "", "Merchant:PublicUrl must be an absolute https URL")]
    [InlineData("Merchant:PublicUrl", "http://shop.example", "Merchant:PublicUrl must be an absolute https URL")]
    [InlineData("Merchant:Links:0:Type", "imprint", "Merchant:Links:0:Type must be one of")]
    [InlineData("Merchant:Links:0:Url", "/terms", "Merchant:Links:0:Url must be an absolute URL.")]
    [InlineData("Gateway:MaxBodyBytes", "0", "Gateway:MaxBodyBytes must be 1024 to 16777216.")]
    public void The_start_fails_and_names_the_key_and_never_the_secret(string key, string value, string message)
    {
        var fault = Faults(settings => settings[key] = value);

        Assert.Contains(message, fault);
        Assert.DoesNotContain(AcpHost.Key, fault);
    }

    [Fact]
    public void A_platform_without_keys_and_no_platform_at_all_are_faults()
    {
        Assert.Contains("Platforms:1:ApiKeys:0 is missing.", Faults(settings => settings.Remove("Platforms:1:ApiKeys:0")));
        Assert.Contains("Platforms:0:Name is missing", Faults(settings => settings.Keys.Where(key => key.StartsWith("Platforms", StringComparison.Ordinal)).ToList().ForEach(key => settings.Remove(key))));
    }

    [Fact]
    public void What_the_tests_run_with_is_right() => Assert.Equal("", Faults(_ => { }));

    private static string Faults(Action<Dictionary<string, string?>> change)
    {
        var settings = AcpHost.Settings();
        change(settings);
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddAcp()
            .BuildServiceProvider();
        return Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate())?.Message ?? "";
    }
}
