using System.Text.Json;
using Acp.CheckoutSessions;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests.Host;

/// <summary>Merchants that offer more than the plainest one, and what sessions look like at them.</summary>
internal static class Shops
{
    public static MerchantOptions Offering(string? flow = null) => new()
    {
        Name = "Test Shop",
        PublicUrl = "https://shop.example/",
        MerchantId = "acct_test",
        Authentication = new MerchantAuthentication
        {
            AcquirerBin = "400000",
            AcquirerCountry = "US",
            AcquirerMerchantId = "merchant_1",
            MerchantName = "TEST SHOP",
            DirectoryServer = "visa",
            FlowPreference = flow,
        },
        ContinueUrl = "https://shop.example/checkout?session={id}",
        Links =
        {
            new MerchantLink { Type = "terms_of_use", Url = "https://shop.example/terms" },
            new MerchantLink { Type = "support", Title = "Help", Url = "https://shop.example/help" },
        },
        MarketingConsents =
        {
            Offer("email"),
            Offer("WhatsApp"),
        },
    };

    public static IAcpVersion Version(string name, MerchantOptions merchant) => All(merchant).Single(version => version.Name == name);

    /// <summary>Every version there is, found by itself, so that none is forgotten.</summary>
    public static IReadOnlyList<IAcpVersion> All(MerchantOptions merchant) =>
    [
        .. typeof(IAcpVersion).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.Name.StartsWith("Version20", StringComparison.Ordinal))
            .Select(type => (IAcpVersion)Activator.CreateInstance(type, Options.Create(merchant))!)
            .OrderBy(version => version.Name, StringComparer.Ordinal),
    ];

    public static JsonElement Render(string version, CheckoutSessionView session, MerchantOptions merchant) =>
        JsonDocument.Parse(Version(version, merchant).Render(session)).RootElement;

    private static MarketingConsentOffer Offer(string channel) => new()
    {
        Channel = channel,
        DisplayText = $"News by {channel}",
        PrivacyPolicyUrl = "https://shop.example/privacy",
    };
}
