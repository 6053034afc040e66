using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

/// <summary>With a certificate in files, as the server's own settings name it, and no proxy before it.</summary>
public sealed class When_it_answers_HTTPS_by_itself : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-tls-");
    private WholeGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        var (certificate, key) = (Path.Combine(folder.FullName, "tls.crt"), Path.Combine(folder.FullName, "tls.key"));
        await Certify(certificate, key);
        gateway = await WholeGateway.Start(
            ("Gateway:RequireHttps", "true"),
            ("Kestrel:Endpoints:Inside:Url", "http://127.0.0.1:0"),
            ("Kestrel:Endpoints:Https:Url", "https://127.0.0.1:0"),
            ("Kestrel:Endpoints:Https:Certificate:Path", certificate),
            ("Kestrel:Endpoints:Https:Certificate:KeyPath", key));
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task It_serves_and_pledges_to_go_on_so()
    {
        using var answer = await gateway.ClientAt(IPAddress.Loopback, secure: true).SendAsync(AcpHost.Get("/checkout_sessions/cs_000000000000000000000000000000000000"));

        Assert.Equal("not_found", (await ErrorBody.Of(answer)).Code);
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task The_port_without_it_answers_probes_only()
    {
        Assert.Equal("alive\n", await gateway.Client.GetStringAsync("/healthz"));
        using var refused = await gateway.Client.SendAsync(AcpHost.Get("/checkout_sessions/cs_1"));
        Assert.Equal("https_required", (await ErrorBody.Of(refused)).Code);
    }

    private static async Task Certify(string certificate, string privateKey)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var own = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(certificate, own.ExportCertificatePem());
        await File.WriteAllTextAsync(privateKey, key.ExportPkcs8PrivateKeyPem());
    }
}
