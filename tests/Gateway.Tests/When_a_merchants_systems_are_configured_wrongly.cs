using Acp.Gateway.MerchantSystems;
using Acp.Gateway.Tests.Host;
using Microsoft.Extensions.Configuration;

namespace Acp.Gateway.Tests;

public sealed class When_a_merchants_systems_are_configured_wrongly
{
    [Theory]
    [InlineData("Tax:Url", "tax.shop.example", "MerchantSystems:Tax:Url must be an absolute https URL")]
    [InlineData("Tax:Url", "http://tax.shop.example/", "MerchantSystems:Tax:Url must be an absolute https URL")]
    [InlineData("Tax:Url", "https://user:secret@tax.shop.example/", "MerchantSystems:Tax:Url must be an absolute https URL")]
    [InlineData("Stock:Url", "ftp://shop.example/", "MerchantSystems:Stock:Url must be an absolute https URL")]
    [InlineData("Catalog:Currencies:0", "", "MerchantSystems:Catalog:Currencies:0 must be an ISO 4217 code")]
    [InlineData("Catalog:Currencies:0", "USD", "MerchantSystems:Catalog:Currencies:0 must be an ISO 4217 code")]
    [InlineData("Catalog:Currencies:0", null, "MerchantSystems:Catalog:Currencies is missing")]
    [InlineData("Catalog:Url", "", "MerchantSystems:Catalog:Currencies is given without")]
    [InlineData("Secrets:0", null, "MerchantSystems:Secrets:0 is missing")]
    [InlineData("Secrets:0", "too short a secret", "MerchantSystems:Secrets:0 must be 24 to 512 visible ASCII characters.")]
    [InlineData("Secrets:1", "a secret that has blanks in it", "MerchantSystems:Secrets:1 must be 24 to 512 visible ASCII characters.")]
    [InlineData("Timeout", "00:00:06", "MerchantSystems:Timeout must be from")]
    [InlineData("Timeout", "00:00:00", "MerchantSystems:Timeout must be from")]
    [InlineData("Budget", "00:00:01", "MerchantSystems:Budget must be from MerchantSystems:Timeout")]
    [InlineData("Budget", "00:01:00", "MerchantSystems:Budget must be from MerchantSystems:Timeout")]
    public void The_start_fails_and_names_the_key_and_never_the_secret(string key, string? value, string message)
    {
        Assert.Empty(Faults(Right()));

        var faults = Faults([.. Right().Where(setting => setting.Key != key), .. value is null ? [] : new KeyValuePair<string, string?>[] { new(key, value) }]);

        Assert.Contains(message, faults);
        Assert.All(["secret", MerchantServer.Secret], secret => Assert.DoesNotContain(secret, faults));
    }

    [Theory]
    [InlineData("Catalog:Currencies:0")]
    [InlineData("Secrets:0")]
    public void A_null_is_no_value(string key) =>
        Assert.Contains($"MerchantSystems:{key} must be", Faults([.. Right().Where(setting => setting.Key != key), new(key, null)]));

    [Theory]
    [InlineData("Tax")]
    [InlineData("Shipping")]
    [InlineData("Stock")]
    public void Each_may_be_there_alone(string system) =>
        Assert.Empty(Faults([new($"{system}:Url", "https://shop.example/ask"), new("Secrets:0", MerchantServer.Secret)]));

    [Fact]
    public void Without_any_nothing_is_needed() => Assert.Empty(Faults([]));

    private static KeyValuePair<string, string?>[] Right() =>
    [
        new("Catalog:Url", "https://shop.example/catalog"),
        new("Catalog:Currencies:0", "usd"),
        new("Tax:Url", "https://shop.example/tax"),
        new("Stock:Url", "http://127.0.0.1:5090/stock"),
        new("Secrets:0", MerchantServer.Secret),
    ];

    private static string Faults(KeyValuePair<string, string?>[] settings)
    {
        var options = new ConfigurationBuilder().AddInMemoryCollection(settings).Build().Get<MerchantSystemsOptions>() ?? new MerchantSystemsOptions();
        return string.Join('\n', new MerchantSystemsOptionsValidator().Validate(null, options).Failures ?? []);
    }
}
