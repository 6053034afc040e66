using System.Net;
using System.Net.Sockets;
using Acp.Fakes;
using Acp.Gateway.Hosting;
using Acp.Pricing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Acp.Gateway.Tests.Host;

/// <summary>The product as its own composition root puts it together, from the network on, with the fake Stripe and a store in memory.</summary>
internal sealed class WholeGateway : IAsyncDisposable
{
    /// <summary>Whose word is taken, where <see cref="Behind"/> says so. Of the same machine as everybody, at another of its addresses.</summary>
    public static readonly IPAddress Proxy = IPAddress.Parse("127.0.0.2");

    private static readonly (string Key, string Value)[] Loudest = [.. AcpHost.Loudest.Select(setting => (setting.Key, setting.Value!))];

    private readonly WebApplication app;
    private readonly List<HttpClient> clients = [];

    private WholeGateway(WebApplication app)
    {
        this.app = app;
        Client = ClientAt(IPAddress.Loopback);
    }

    public required Logs Logs { get; init; }

    public Uri Address => new(app.Urls.First(url => url.StartsWith("http:", StringComparison.Ordinal)));

    public Uri Secure => new(app.Urls.First(url => url.StartsWith("https:", StringComparison.Ordinal)));

    /// <summary>Follows nothing by itself.</summary>
    public HttpClient Client { get; }

    public FakeStripe Stripe => app.Services.GetRequiredService<FakeStripe>();

    public IServiceProvider Services => app.Services;

    public static (string Key, string Value)[] Behind { get; } = [("Gateway:RequireHttps", "true"), ("Gateway:TrustedProxies:0", $"{Proxy}")];

    public static Task<WholeGateway> Start(params (string Key, string Value)[] settings) => Start(settings, _ => { });

    /// <param name="configure">Has the last word about services that every role has.</param>
    public static Task<WholeGateway> Start((string Key, string Value)[] settings, Action<IServiceCollection> configure) =>
        Start(Duties.Serve | Duties.Due, settings, configure);

    /// <summary>Of a process that does what is due and serves nobody, as a silo beside gateways.</summary>
    public static Task<WholeGateway> StartUnserving(params (string Key, string Value)[] settings) => Start(Duties.Due, settings, _ => { });

    private static async Task<WholeGateway> Start(Duties role, (string Key, string Value)[] settings, Action<IServiceCollection> configure)
    {
        var logs = new Logs();
        var (app, duties) = GatewayHost.Build(Arguments.With([.. Loudest, .. settings]), builder =>
        {
            builder.AddInProcessEngine();
            builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Opening))); // It greets newcomers on the console.
            configure(builder.Services);
            return role;
        });
        Preflight.Check(app.Services);
        GatewayHost.Map(app, duties);
        await app.Services.GetRequiredService<StockSeeder>().Apply(app.Services.GetRequiredService<CatalogFileSource>().Current);
        await app.StartAsync();
        return new WholeGateway(app) { Logs = logs };
    }

    /// <summary>Somebody at another address of this machine.</summary>
    /// <param name="secure">Over TLS, with a certificate that the test made.</param>
    public HttpClient ClientAt(IPAddress from, bool secure = false)
    {
#pragma warning disable CA2000 // The client owns its handler, and the gateway its clients.
        var network = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectCallback = (to, stop) => Connect(from, to.DnsEndPoint.Port, stop) };
#pragma warning restore CA2000
        network.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=127.0.0.1";
        var client = new HttpClient(network) { BaseAddress = secure ? Secure : Address };
        clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await app.DisposeAsync();
    }

    private static async ValueTask<Stream> Connect(IPAddress from, int port, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stop);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
