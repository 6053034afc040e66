using System.Security.Cryptography;
using Acp.Conformance.Reporting;
using Acp.Conformance.Specification;
using Acp.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(Acp.Conformance.Tests.RealGateway))]

namespace Acp.Conformance.Tests;

/// <summary>The gateway as a process of its own with the demo shop, configured so that nothing of the protocol is left out.</summary>
public sealed class RealGateway : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-conformance-");
    private readonly SemaphoreSlim once = new(1);
    private readonly ECDsa signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private GatewayProcess? gateway;
    private Report? report;

    internal ShopFacts Shop => new()
    {
        BaseUrl = gateway!.Address,
        OtherKey = "second_platform_key",
        SignedKey = "signing_platform_key",
        SigningKey = signing.ExportPkcs8PrivateKeyPem(),
        Timeout = TimeSpan.FromMinutes(1),
    };

    internal static SpecFolder Spec { get; } = SpecFolder.Find(Repository.Root);

    public async ValueTask InitializeAsync() => gateway = await GatewayProcess.Start(
        folder.FullName,
        null,
        [.. Settings, ("Platforms__2__SigningKeys__0__PublicKey", signing.ExportSubjectPublicKeyInfoPem())]);

    /// <summary>Everything, tried once in all versions and looked at by whoever asks.</summary>
    internal async Task<Report> Tried()
    {
        await once.WaitAsync();
        try
        {
            using var http = ConformanceTool.Client(Shop);
            return report ??= await ConformanceTool.Try(http, Shop, Protocol.Released.All, Spec, TextWriter.Null);
        }
        finally
        {
            once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        once.Dispose();
        signing.Dispose();
        folder.Delete(recursive: true);
    }

    private static readonly (string Key, string Value)[] Settings =
    [
        ("Store", "memory:"),
        ("Logging__LogLevel__Default", "Warning"),
        ("Platforms__1__Name", "second"),
        ("Platforms__1__ApiKeys__0", "second_platform_key"),
        ("Platforms__2__Name", "signing"),
        ("Platforms__2__ApiKeys__0", "signing_platform_key"),
        ("Platforms__2__RequireSignature", "true"),
        ("Platforms__2__SigningKeys__0__Algorithm", "es256"),
        ("Merchant__Authentication__AcquirerBin", "123456"),
        ("Merchant__Authentication__AcquirerCountry", "US"),
        ("Merchant__Authentication__AcquirerMerchantId", "merchant_789"),
        ("Merchant__Authentication__MerchantName", "Demo Shop"),
        ("Merchant__Authentication__DirectoryServer", "visa"),
        ("Merchant__Authentication__FlowPreference", "challenge:preferred"),
        ("Merchant__MarketingConsents__0__Channel", "email"),
        ("Merchant__MarketingConsents__0__DisplayText", "News of the shop"),
        ("Merchant__MarketingConsents__0__PrivacyPolicyUrl", "https://shop.example/privacy"),
        ("Merchant__MarketingConsents__1__Channel", "sms"),
        ("Merchant__MarketingConsents__1__DisplayText", "Offers of the week"),
        ("Merchant__MarketingConsents__1__PrivacyPolicyUrl", "https://shop.example/privacy"),
        ("Merchant__ContinueUrl", "https://shop.example/continue/{id}"),
    ];
}
