using Acp.Gateway.Admin;
using Acp.Gateway.Tests.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

public sealed class When_configuration_is_wrong
{
    /// <summary>Of <see cref="AcpHost.Key"/>.</summary>
    private const string HashOfTheKey = "sha256:230b9f75eaf4314f7b0f9422e779c3a02f72c332a99a2aba9ed0e0217032c202";

    [Theory]
    [InlineData("Platforms:0:Name", "", "Platforms:0:Name is missing.")]
    [InlineData("Platforms:1:Name", "one", "Platforms:1:Name is used twice")]
    [InlineData("Platforms:0:ApiKeys:1", "short", "Platforms:0:ApiKeys:1 must be 16 to 512 visible ASCII characters.")]
    [InlineData("Platforms:1:ApiKeys:0", AcpHost.Key, "Platforms:1:ApiKeys:0 is used twice")]
    [InlineData("Platforms:0:ApiKeys:1", null, "Platforms:0:ApiKeys:1 must be 16 to 512 visible ASCII characters.")]
    [InlineData("Platforms:0:ApiKeys:1", "sha256:abc", "Platforms:0:ApiKeys:1 begins with sha256:, so 64 hex digits must follow")]
    [InlineData("Platforms:1:ApiKeys:0", HashOfTheKey, "Platforms:1:ApiKeys:0 is used twice")]
    [InlineData("Admin:Keys:1:Key", "sha256:", "Admin:Keys:1:Key begins with sha256:, so 64 hex digits must follow")]
    [InlineData("Merchant:Name", "", "Merchant:Name is missing.")]
    [InlineData("Merchant:MerchantId", "", "Merchant:MerchantId is missing.")]
    [InlineData("Merchant:Currency", "", "Merchant:Currency must be a three-letter ISO 4217 code in lower case")]
    [InlineData("Merchant:Currency", "USD", "Merchant:Currency must be a three-letter ISO 4217 code in lower case")]
    [InlineData("Merchant:PublicUrl", "", "Merchant:PublicUrl must be an absolute https URL")]
    [InlineData("Merchant:PublicUrl", "http://shop.example", "Merchant:PublicUrl must be an absolute https URL")]
    [InlineData("Merchant:Links:0:Type", "imprint", "Merchant:Links:0:Type must be one of")]
    [InlineData("Merchant:Links:0:Url", "/terms", "Merchant:Links:0:Url must be an absolute URL.")]
    [InlineData("Merchant:ContinueUrl", "https://shop.example/checkout", "Merchant:ContinueUrl must be an absolute https URL with {id} in it")]
    [InlineData("Merchant:ContinueUrl", "/checkout/{id}", "Merchant:ContinueUrl must be an absolute https URL with {id} in it")]
    [InlineData("Merchant:ContinueUrl", "http://shop.example/{id}", "Merchant:ContinueUrl must be an absolute https URL with {id} in it")]
    [InlineData("Merchant:Support:Email", "help", "Merchant:Support:Email must be an e-mail address.")]
    [InlineData("Merchant:Support:Email", "a b@shop.example", "Merchant:Support:Email must be an e-mail address.")]
    [InlineData("Merchant:Support:Phone", " ", "Merchant:Support:Phone and Merchant:Support:Hours must be 1 to 200 printable characters.")]
    [InlineData("Merchant:Support:HelpCenterUrl", "/help", "Merchant:Support:HelpCenterUrl must be an absolute https URL")]
    [InlineData("Platforms:1:Limits:RequestsPerSecond", "0", "Platforms:1:Limits:RequestsPerSecond must be from 0.01 to 100000.")]
    [InlineData("Platforms:1:Limits:Burst", "5", "Platforms:1:Limits:Burst asks for Platforms:1:Limits:RequestsPerSecond")]
    [InlineData("Platforms:1:Limits:Concurrent", "0", "Platforms:1:Limits:Concurrent must be from 1 to 100000.")]
    [InlineData("Platforms:1:Limits:PerSecond", "5", "PerSecond")]
    [InlineData("Admin:Limits:RequestsPerSecond", "-1", "Admin:Limits:RequestsPerSecond must be from 0.01 to 100000.")]
    [InlineData("Gateway:ProxyHops", "0", "Gateway:ProxyHops must be 1 to 10.")]
    [InlineData("Gateway:WrongKeysPerMinute", "0", "Gateway:WrongKeysPerMinute must be 1 to 10000.")]
    [InlineData("Gateway:PagesPerSecond", "0", "Gateway:PagesPerSecond must be 1 to 10000.")]
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

    [Theory]
    [InlineData("AcquirerBin", "123456789012", "AcquirerBin must be 1 to 11 printable characters.")]
    [InlineData("AcquirerBin", "", "AcquirerBin must be 1 to 11 printable characters.")]
    [InlineData("AcquirerCountry", "usa", "AcquirerCountry must be a two-letter ISO 3166-1 code in upper case.")]
    [InlineData("AcquirerCountry", "us", "AcquirerCountry must be a two-letter ISO 3166-1 code in upper case.")]
    [InlineData("AcquirerMerchantId", null, "AcquirerMerchantId must be 1 to 35 printable characters.")]
    [InlineData("MerchantName", "a name that is far too long for the acquirers", "MerchantName must be 1 to 40 printable characters.")]
    [InlineData("RequestorId", " ", "RequestorId must be 1 to 35 printable characters.")]
    [InlineData("DirectoryServer", "discover", "DirectoryServer must be one of american_express, mastercard, visa.")]
    [InlineData("FlowPreference", "challenge:low_risk", "FlowPreference must be one of")]
    public void Of_the_acquirers_details_all_are_right_or_the_start_fails(string key, string? value, string message)
    {
        Assert.Equal("", Faults(Authenticating));
        Assert.Contains($"Merchant:Authentication:{message}", Faults(settings =>
        {
            Authenticating(settings);
            settings[$"Merchant:Authentication:{key}"] = value;
        }));
    }

    [Theory]
    [InlineData("Channel", "", "Merchant:MarketingConsents:1:Channel must be 1 to 50 printable characters.")]
    [InlineData("Channel", "Email", "Merchant:MarketingConsents names the channel email twice.")]
    [InlineData("DisplayText", "", "Merchant:MarketingConsents:1:DisplayText must be 1 to 2000 characters.")]
    [InlineData("PrivacyPolicyUrl", "privacy", "Merchant:MarketingConsents:1:PrivacyPolicyUrl must be an absolute https URL")]
    public void A_consent_that_could_not_be_asked_for_fails_the_start(string key, string value, string message)
    {
        Assert.Equal("", Faults(Consenting));
        Assert.Contains(message, Faults(settings =>
        {
            Consenting(settings);
            settings[$"Merchant:MarketingConsents:1:{key}"] = value;
        }));
    }

    [Fact]
    public void A_platform_without_keys_and_no_platform_at_all_are_faults()
    {
        Assert.Contains("Platforms:1:ApiKeys:0 is missing.", Faults(settings => settings.Remove("Platforms:1:ApiKeys:0")));
        Assert.Equal("", Faults(settings =>
        {
            settings.Remove("Platforms:1:ApiKeys:0");
            settings["Platforms:1:KeysInStore"] = "true";
        }));
        Assert.Contains("Platforms:0:Name is missing", Faults(settings => settings.Keys.Where(key => key.StartsWith("Platforms", StringComparison.Ordinal)).ToList().ForEach(key => settings.Remove(key))));
    }

    [Fact]
    public void What_the_tests_run_with_is_right() => Assert.Equal("", Faults(_ => { }));

    private static void Authenticating(Dictionary<string, string?> settings)
    {
        settings["Merchant:Authentication:AcquirerBin"] = "400000";
        settings["Merchant:Authentication:AcquirerCountry"] = "US";
        settings["Merchant:Authentication:AcquirerMerchantId"] = "merchant_1";
        settings["Merchant:Authentication:MerchantName"] = "Test Shop";
        settings["Merchant:Authentication:DirectoryServer"] = "visa";
    }

    private static void Consenting(Dictionary<string, string?> settings)
    {
        foreach (var (i, channel) in new[] { "email", "sms" }.Index())
        {
            settings[$"Merchant:MarketingConsents:{i}:Channel"] = channel;
            settings[$"Merchant:MarketingConsents:{i}:DisplayText"] = "Offers and news";
            settings[$"Merchant:MarketingConsents:{i}:PrivacyPolicyUrl"] = "https://shop.example/privacy";
        }
    }

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
