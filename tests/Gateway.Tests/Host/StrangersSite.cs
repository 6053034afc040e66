using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Acp.Gateway.Merchants;
using Acp.Gateway.Outside;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests.Host;

/// <summary>
/// A real server with a certificate of its own, on a loopback port, and a network in which a public address leads there:
/// everything between the fetcher and the last byte is as it is outside.
/// </summary>
internal sealed class StrangersSite : IAsyncDisposable
{
    public const string Domain = "shop.example";
    public static readonly IPAddress Public = IPAddress.Parse("1.1.1.1");
    public static readonly IPAddress PublicV6 = IPAddress.Parse("2606:4700:4700::1111");

    private readonly WebApplication app;
    private readonly X509Certificate2 certificate;

    private StrangersSite(WebApplication app, X509Certificate2 certificate)
    {
        (this.app, this.certificate) = (app, certificate);
        Fetcher = Over(new MerchantsOptions());
    }

    public ManualClock Clock { get; } = new();

    /// <summary>What the name has, look after look; the last stays.</summary>
    public ConcurrentQueue<IPAddress[]> Names { get; } = new([[Public]]);

    public ConcurrentQueue<string> Resolved { get; } = [];

    public ConcurrentQueue<IPEndPoint> Connected { get; } = [];

    /// <summary>Addresses at which nobody takes connections.</summary>
    public ConcurrentBag<IPAddress> Dead { get; } = [];

    public ConcurrentQueue<(string Host, string Path)> Asked { get; } = [];

    /// <summary>What it answers.</summary>
    public RequestDelegate Answer { get; set; } = http => Json(http, Document);

    public DiscoveryFetcher Fetcher { get; }

    private int Port => new Uri(app.Urls.First()).Port;

    public static string Document { get; } = """
        {"protocol":{"name":"acp","version":"2026-04-17","supported_versions":["2025-09-29","2026-04-17"],"documentation_url":"https://shop.example/docs"},
         "api_base_url":"https://api.shop.example","transports":["rest","mcp"],"capabilities":{"services":["orders","checkout"],"tomorrow":[1]},"later":{}}
        """;

    /// <param name="certified">The name in its certificate.</param>
    public static async Task<StrangersSite> Open(string certified = Domain)
    {
        var certificate = Certify(certified);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, port => port.UseHttps(certificate)));
        var app = builder.Build();
        var site = new StrangersSite(app, certificate);
        app.Run(http =>
        {
            site.Asked.Enqueue((http.Request.Host.Value!, http.Request.Path));
            return site.Answer(http);
        });
        await app.StartAsync();
        return site;
    }

    /// <summary>The way to it.</summary>
    public OutsideNetwork Network => new(Resolve, Connect) { Roots = [certificate] };

    public DiscoveryFetcher Over(MerchantsOptions options, IServer? server = null, bool believed = true) => new(
        new MerchantSites(Options.Create(options), server ?? new NoServer()), believed ? Network : Network with { Roots = [] }, Clock);

    public static async Task Json(HttpContext http, string body, string type = "application/json")
    {
        http.Response.ContentType = type;
        await http.Response.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
    }

    private Task<IPAddress[]> Resolve(string name, CancellationToken stop)
    {
        Resolved.Enqueue(name);
        var found = Names.Count > 1 && Names.TryDequeue(out var next) ? next : Names.TryPeek(out next) ? next : [];
        return Task.FromResult(found);
    }

    private async ValueTask<Stream> Connect(IPEndPoint address, CancellationToken stop)
    {
        Connected.Enqueue(address);
        if (Dead.Contains(address.Address))
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        return await OutsideNetwork.System.Connect(new IPEndPoint(IPAddress.Loopback, address.Port == 443 ? Port : address.Port), stop);
    }

    private static X509Certificate2 Certify(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var own = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null);
    }

    private sealed class NoServer : IServer
    {
        public Microsoft.AspNetCore.Http.Features.IFeatureCollection Features { get; } = new Microsoft.AspNetCore.Http.Features.FeatureCollection();

        public void Dispose()
        {
        }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
