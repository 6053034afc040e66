using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.Fakes;
using Acp.Payments.Stripe;
using Acp.Silo.Grains;
using Acp.Storage.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;

namespace Acp.Silo.Tests.Clusters;

/// <summary>One store and one fake Stripe, which knows the truth; clusters of silos that share them, over TCP.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Shop> Open = new();
    private readonly string name;
    private readonly HttpMessageInvoker network;
    private readonly List<TestCluster> clusters = [];
    private int keys;

    public Shop()
    {
        name = $"shop-{Guid.NewGuid():N}";
        network = new HttpMessageInvoker(new FakeStripeHandler(Stripe));
        Ports = new CheckoutPorts(
            new MemoryStore(TimeProvider.System),
            new StripeProvider(network, new StripeOptions { SecretKey = "sk_test_silo", CallsPerSecond = 0 }, TimeProvider.System, NullLogger<StripeProvider>.Instance),
            Pricing,
            new PlainReplies(),
            new CountingIds(),
            TimeProvider.System,
            new CheckoutOptions(),
            NullLogger<CheckoutSessionActor>.Instance);
        Open[name] = this;
    }

    public FakeStripe Stripe { get; } = new(TimeProvider.System);

    public FlatPricing Pricing { get; } = new();

    public CheckoutPorts Ports { get; set; }

    public EngineLimits Limits { get; } = new();

    /// <summary>Charges that reached the processor, replays included.</summary>
    public IEnumerable<LedgerEntry> Sends => Stripe.Ledger.Where(entry => entry.Call == StripeCall.Charge);

    public async Task<TestCluster> Deploy(short silos)
    {
        var builder = new TestClusterBuilder(silos);
        builder.Options.ConnectionTransport = ConnectionTransportType.TcpSocket;
        builder.Options.ConfigureFileLogging = false;
        builder.Properties[nameof(Shop)] = name;
        builder.Properties["Silos"] = $"{silos}";
        builder.AddSiloBuilderConfigurator<Configurator>().AddClientBuilderConfigurator<Configurator>();
        var cluster = builder.Build();
        clusters.Add(cluster);
        await cluster.DeployAsync();
        return cluster;
    }

    public Call Call(string? key = null, string body = "body", string path = "/complete") =>
        new(new Caller(World.Platform, "v"), new IdempotencyKey(path, key ?? $"key-{Interlocked.Increment(ref keys)}", body));

    public async Task<string> ReadySession(IGrains door)
    {
        var id = Ports.Ids.New("cs_");
        var answer = await door.Get<ICheckoutSession>(id).Create(Call(path: "/"), World.Creation());
        Assert.Equal(201, Told.Of(answer).Status);
        return id;
    }

    /// <summary>A session whose grain lives in this silo.</summary>
    public async Task<string> ReadySessionIn(TestCluster cluster, SiloHandle silo)
    {
        var management = cluster.Client.GetGrain<IManagementGrain>(0);
        while (true)
        {
            var id = await ReadySession(Client(cluster));
            if (Equals(await management.GetActivationAddress(cluster.Client.GetGrain<ICheckoutSessionGrain>(id)), silo.SiloAddress))
            {
                return id;
            }
        }
    }

    /// <summary>Bounded in real time: a caller that is never answered is a failure, not a test that never ends.</summary>
    public async Task<Answer> Complete(IGrains door, string id, string token, string? key = null) =>
        await door.Get<ICheckoutSession>(id).Complete(Call(key, token, $"/{id}/complete"), World.With(token)).AsTask().WaitAsync(TimeSpan.FromSeconds(40));

    /// <summary>The door of a process in which no grain lives.</summary>
    public static IGrains Client(TestCluster cluster) => cluster.ServiceProvider.GetRequiredService<IGrains>();

    /// <summary>The door of a silo.</summary>
    public static IGrains In(SiloHandle silo) => ((InProcessSiloHandle)silo).SiloHost.Services.GetRequiredService<IGrains>();

    public async ValueTask DisposeAsync()
    {
        Stripe.Faults.ReleaseAll();
        foreach (var cluster in clusters)
        {
            await cluster.DisposeAsync();
        }

        Open.TryRemove(name, out _);
        network.Dispose();
        Stripe.Dispose();
    }

    /// <summary>Silos are made by their host, which knows a type and a configuration.</summary>
    private sealed class Configurator : ISiloConfigurator, IClientBuilderConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            var shop = Open[siloBuilder.Configuration[nameof(Shop)]!];
            siloBuilder.Services.AddSingleton(shop.Ports);
            siloBuilder.AddSilo(int.Parse(siloBuilder.Configuration["Silos"]!, System.Globalization.CultureInfo.InvariantCulture), shop.Limits);
        }

        public void Configure(Microsoft.Extensions.Configuration.IConfiguration configuration, IClientBuilder clientBuilder) =>
            OrleansEngine.AddEngine(clientBuilder.Services);
    }
}
