using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.Fakes;
using Acp.Merchants;
using Acp.Orders;
using Acp.Payments.Stripe;
using Acp.SharedPaymentTokens;
using Acp.Silo.Grains;
using Acp.Storage.Memory;
using Acp.Store;
using Acp.TokenIssues;
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
        var options = new StripeOptions { SecretKey = "sk_test_silo", CallsPerSecond = 0, Issuer = { SecretKey = "sk_test_fake_issuer" } };
        var store = new MemoryStore(TimeProvider.System);
        Refunds = new StripeProvider(network, options, TimeProvider.System, NullLogger<StripeProvider>.Instance);
        Ports = new CheckoutPorts(
            store,
            Refunds,
            new HostedPorts(Refunds, new EverybodyPaysOnPages(), Refunds),
            Pricing,
            new PlainReplies(),
            new CountingIds(),
            TimeProvider.System,
            new CheckoutOptions(),
            NullLogger<CheckoutSessionActor>.Instance);
        TokenPorts = new TokenPorts(
            store,
            store,
            Ports.Provider,
            new StripeIssuer(network, options, TimeProvider.System, NullLogger<StripeIssuer>.Instance),
            Refunds,
            new PlainTokenReplies(),
            new ScriptedPolicies(),
            new TokenOptions(),
            Ports.Ids,
            TimeProvider.System,
            NullLogger<SharedPaymentTokenActor>.Instance);
        Open[name] = this;
    }

    public FakeStripe Stripe { get; } = new(TimeProvider.System);

    public FlatPricing Pricing { get; } = new();

    public CheckoutPorts Ports { get; set; }

    public TokenPorts TokenPorts { get; }

    public StripeProvider Refunds { get; }

    public OrderPorts OrderPorts => new(Ports.Store, Refunds, Ports.Ids, Ports.Clock, NullLogger<OrderActor>.Instance);

    public EngineLimits Limits { get; } = new();

    /// <summary>Calls carry their caller's trace.</summary>
    public bool IsTraced { get; init; }

    /// <summary>Charges that reached the processor, replays included.</summary>
    public IEnumerable<LedgerEntry> Sends => Stripe.Ledger.Where(entry => entry.Call == StripeCall.Charge);

    public async Task<TestCluster> Deploy(short silos)
    {
        var builder = new TestClusterBuilder(silos);
        builder.Options.ConnectionTransport = ConnectionTransportType.TcpSocket;
        builder.Options.ConfigureFileLogging = false;
        builder.Properties[nameof(Shop)] = name;
        builder.Properties["Silos"] = $"{silos}";
        builder.Properties[nameof(IsTraced)] = $"{IsTraced}";
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

    /// <summary>The fake's seller, for whom tokens may be issued.</summary>
    public async Task VerifyMerchant()
    {
        var merchant = new Merchant("shop.example", new FakeStripeOptions().Seller.Profile, MerchantStatus.Verified, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        var change = new Snapshot<Merchant>(Merchant.KeyOf(merchant.Domain), State: null, Version: 0)
            .To(merchant, new IndexColumns("merchant", "Verified", null, null, null, DateTimeOffset.UnixEpoch));
        Assert.IsType<Verdict.Committed>(await Ports.Store.Commit(new Unit(Ports.Ids.NewCommitId(), DateTimeOffset.UnixEpoch) { States = [change] }));
    }

    /// <returns>The token's id.</returns>
    public async Task<string> Issue(IGrains door, string key)
    {
        var wish = new IssueToken(
            "shop.example", 500, AmountKind.Maximum, "usd", Lifetime: null, "pm_card_visa", ReturnUrl: null, new MandateLinks("i", "c", "p"), Metadata: null);
        var (status, text) = Told.Of(await door.Get<ITokenIssue>(IssueIds.Of(World.Platform, "/spt", key)).Issue(Call(key, "body", "/spt"), wish));
        Assert.Equal(201, status);
        return text.Split(' ')[0];
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
            siloBuilder.Services.AddSingleton(shop.Ports).AddSingleton(shop.TokenPorts).AddSingleton(shop.OrderPorts);
            siloBuilder.AddSilo(int.Parse(siloBuilder.Configuration["Silos"]!, System.Globalization.CultureInfo.InvariantCulture), shop.Limits);
            _ = shop.IsTraced ? siloBuilder.AddActivityPropagation() : siloBuilder;
        }

        public void Configure(Microsoft.Extensions.Configuration.IConfiguration configuration, IClientBuilder clientBuilder)
        {
            OrleansEngine.AddEngine(clientBuilder.Services);
            _ = configuration[nameof(IsTraced)] == $"{true}" ? clientBuilder.AddActivityPropagation() : clientBuilder;
        }
    }
}
