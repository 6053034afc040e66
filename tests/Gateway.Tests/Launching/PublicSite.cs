using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Acp.Gateway.Outside;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests.Launching;

/// <summary>
/// A gateway that runs, with TLS, as strangers see it: in this network the shop's name and its partners' lead there. Every
/// certificate is its own, and ends in ninety days.
/// </summary>
public sealed class PublicSite : IAsyncLifetime
{
    public const string WebhookSecret = "whsec_0123456789abcdefghijklmnopqrstuv";
    private static readonly string[] Names = ["shop.example", "erp.example", "agent.example"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-launch-");
    private WholeGateway gateway = null!;
    private X509Certificate2 root = null!;

    internal WholeGateway Gateway => gateway;

    /// <summary>The way to it.</summary>
    internal OutsideNetwork Network => new(Resolve, Connect) { Roots = [root] };

    /// <summary>A store as it should be, to be copied.</summary>
    public string SoundStore => PathOf("sound.db");

    public async ValueTask InitializeAsync()
    {
        await LaunchPlan.MakeStore(SoundStore);
        await Certify();
        gateway = await WholeGateway.Start(
            ("Gateway:RequireHttps", "true"),
            ("Stripe:WebhookSecrets:0", WebhookSecret),
            ("Kestrel:Endpoints:Inside:Url", "http://127.0.0.1:0"),
            ("Kestrel:Endpoints:Https:Url", "https://127.0.0.1:0"),
            ("Kestrel:Endpoints:Https:Certificate:Path", PathOf("tls.crt")),
            ("Kestrel:Endpoints:Https:Certificate:KeyPath", PathOf("tls.key")));
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        root.Dispose();
        folder.Delete(recursive: true);
    }

    private Task<IPAddress[]> Resolve(string name, CancellationToken stop) => name switch
    {
        "inside.example" => Task.FromResult(new[] { IPAddress.Parse("10.0.0.5") }),
        "dead.example" => Task.FromResult(new[] { IPAddress.Parse("2.2.2.2") }),
        "collector.example" or "other.example" => Task.FromResult(new[] { IPAddress.Parse("1.1.1.1") }),
        _ when Names.Contains(name) => Task.FromResult(new[] { IPAddress.Parse("1.1.1.1") }),
        _ => throw new SocketException((int)SocketError.HostNotFound),
    };

    private async ValueTask<Stream> Connect(IPEndPoint address, CancellationToken stop)
    {
        if (!address.Address.Equals(IPAddress.Parse("1.1.1.1")))
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        var port = address.Port == 443 ? gateway.Secure.Port : gateway.Address.Port;
        return await OutsideNetwork.System.Connect(new IPEndPoint(IPAddress.Loopback, port), stop);
    }

    private async Task Certify()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Names[0]}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        Array.ForEach(Names, names.AddDnsName);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var own = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        await File.WriteAllTextAsync(PathOf("tls.crt"), own.ExportCertificatePem());
        await File.WriteAllTextAsync(PathOf("tls.key"), key.ExportPkcs8PrivateKeyPem());
        root = X509CertificateLoader.LoadCertificate(own.RawData);
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
