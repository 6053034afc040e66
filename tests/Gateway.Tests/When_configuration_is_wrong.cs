using Acp.Gateway.Admin;
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
    [InlineData("Admin:Keys:0", "short_key", "Admin:Keys:0 must be 12 to 512 visible ASCII characters.")]
    [InlineData("Admin:Keys:0", "", "Admin:Keys:0 must be 12 to 512 visible ASCII characters.")]
    [InlineData("Admin:Keys:1:Key", "a key with spaces", "Admin:Keys:1:Key must be 12 to 512 visible ASCII characters.")]
    [InlineData("Admin:Keys:1:Key", AcpHost.AdminKey, "Admin:Keys:1:Key is used twice")]
    [InlineData("Admin:Keys:1:Role", "boss", "Admin:Keys:1:Role must be read, support or owner.")]
    [InlineData("Admin:Keys:1:Role", "2", "Admin:Keys:1:Role must be read, support or owner.")]
    [InlineData("Admin:Keys:1:Role", null, "Admin:Keys:1:Role must be read, support or owner.")]
    [InlineData("Admin:Keys:1:Name", null, "Admin:Keys:1:Name must be 1 to 100 printable characters")]
    [InlineData("Admin:Keys:1:Name", "admin:0", "Admin:Keys:1:Name must be 1 to 100 printable characters, not beginning with admin:")]
    [InlineData("Admin:Keys:0:Role", "read", "Admin:Keys:0 is given both as a plain key and with Admin:Keys:0:Key")]
    public void The_start_fails_and_names_the_key_and_never_the_secret(string key, string? value, string message)
    {
        var fault = Faults(settings => settings[key] = value);

        Assert.Contains(message, fault);
        Assert.All(new[] { AcpHost.Key, AcpHost.AdminKey, "a key with spaces", "short_key" }, secret => Assert.DoesNotContain(secret, fault));
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
            .AddAdmin()
            .BuildServiceProvider();
        return Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate())?.Message ?? "";
    }
}
