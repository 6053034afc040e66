using System.Text;
using Acp.Clustering;
using Acp.Deliveries;
using Acp.Fakes;
using Acp.Gateway.Admin;
using Acp.Gateway.Dashboard;
using Acp.Gateway.Hosting;
using Acp.Gateway.Issuing;
using Acp.Gateway.Keys;
using Acp.Gateway.Merchants;
using Acp.Gateway.OpenApi;
using Acp.Gateway.Tests.Witness;
using Acp.Gateway.Webhooks;
using Acp.Keys;
using Acp.Merchants;
using Acp.Orders;
using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.Storage.Memory;
using Acp.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Gateway.Tests.Host;

/// <summary>The surface on a real server at a loopback port, over scripted sessions.</summary>
internal sealed class AcpHost : IAsyncDisposable
{
    public const string Key = "sk_platform_one_current";
    public const string RotatedKey = "sk_platform_one_previous";
    public const string OtherKey = "sk_platform_two_current";
    public const string AdminKey = "sk_admin_of_the_shop";
    public const string SupportKey = "sk_admin_support_desk";
    public const string ReadKey = "sk_admin_read_only_one";
    public const string Version = "2026-04-17";

    // The gateway's own settings lie beside the tests, and are quieter.
    public static readonly KeyValuePair<string, string?>[] Loudest =
        [new("Logging:LogLevel:Default", "Trace"), new("Logging:LogLevel:Microsoft.AspNetCore", "Trace"), new("Logging:LogLevel:Microsoft.Hosting", "Trace")];

    private readonly WebApplication app;

    private AcpHost(WebApplication app, ScriptedSession session, ScriptedGrains grains, ScriptedNotices notices, Logs logs)
    {
        (this.app, Session, Grains, Notices, Logs) = (app, session, grains, notices, logs);
        Address = new Uri(app.Urls.First());
        Witness = new WitnessedHandler(new SchemaWitness(Version), new SocketsHttpHandler());
        Client = new HttpClient(Witness) { BaseAddress = Address };
        Operator = new HttpClient(new DocumentedHandler(new SocketsHttpHandler())) { BaseAddress = Address };
    }

    public ScriptedSession Session { get; }

    public ScriptedGrains Grains { get; }

    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public IServiceProvider Services => app.Services;

    public IServer Server => app.Services.GetRequiredService<IServer>();

    public IStore Store => app.Services.GetRequiredService<IStore>();

    public int EventsUnderWay => app.Services.GetRequiredService<EventsUnderWay>().Count;

    public required Traffic Traffic { get; init; }

    public required ScriptedProbe Probe { get; init; }

    /// <summary>Where merchants and keys are kept.</summary>
    public required FailingStore Merchants { get; init; }

    public required ScriptedCluster Cluster { get; init; }

    public ScriptedNotices Notices { get; }

    public Logs Logs { get; }

    public Uri Address { get; }

    public WitnessedHandler Witness { get; }

    public HttpClient Client { get; }

    /// <summary>For everything but the protocol's own surface.</summary>
    public HttpClient Operator { get; }

    public ScriptedInventory Inventory => (ScriptedInventory)app.Services.GetRequiredService<IInventory>();

    /// <param name="configure">Has the last word.</param>
    public static async Task<AcpHost> Start(string environment = "Development", Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        var (session, logs) = (new ScriptedSession(), new Logs());
        var (grains, notices) = (new ScriptedGrains(session), new ScriptedNotices());
        var (probe, merchants, cluster) = (new ScriptedProbe(), new FailingStore(), new ScriptedCluster());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.Configuration.AddInMemoryCollection([.. Settings(), .. Loudest]);
        builder.Services.AddAcp().AddSingleton<IGrains>(grains).AddSingleton<IIds, CountingIds>().AddSingleton<ISecrets, RandomSecrets>();
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(KeyWatch))); // The clock is a test's own.
        builder.Services.AddAdmin().AddSingleton(TimeProvider.System).AddSingleton<IStore>(new MemoryStore(TimeProvider.System));
        builder.Services.AddIssuing().AddMerchants().AddSingleton<IMerchantProbe>(probe);
        builder.Services.AddSingleton(provider => new MerchantRegistry(
            merchants, merchants, probe, provider.GetRequiredService<IIds>(), TimeProvider.System));
        builder.Services.AddSingleton(provider => new AccessKeys(
            merchants, merchants, provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<IIds>(), TimeProvider.System));
        builder.Services.AddSingleton<IClusterView>(cluster);
        builder.Services.AddSingleton<IInventory, ScriptedInventory>().AddSingleton<OrderReader>().AddSingleton<IOrderHooks, SomeEndpoints>();
        builder.Services.AddWebhooks().AddSingleton<IProviderNotices>(notices);
        AddProvider(builder.Services);
        builder.Services.AddSingleton<Pricing.ICatalog, EmptyCatalog>();
        configure?.Invoke(builder);
        var app = builder.Build();
        var traffic = new Traffic();
        traffic.Watch(app);
        app.UseAcp();
        app.MapAcp();
        app.MapIssuing();
        app.MapAdmin();
        app.MapProviderWebhooks();
        app.MapOpenApi();
        app.MapDashboard();
        await app.StartAsync();
        return new AcpHost(app, session, grains, notices, logs) { Traffic = traffic, Probe = probe, Merchants = merchants, Cluster = cluster };
    }

    public static Dictionary<string, string?> Settings() => new()
    {
        ["Platforms:0:Name"] = "one",
        ["Platforms:0:ApiKeys:0"] = Key,
        ["Platforms:0:ApiKeys:1"] = RotatedKey,
        ["Platforms:1:Name"] = "two",
        ["Platforms:1:ApiKeys:0"] = OtherKey,
        ["Admin:Keys:0"] = AdminKey,
        ["Admin:Keys:1:Name"] = "ann",
        ["Admin:Keys:1:Key"] = SupportKey,
        ["Admin:Keys:1:Role"] = "support",
        ["Admin:Keys:2:Name"] = "bob",
        ["Admin:Keys:2:Key"] = ReadKey,
        ["Admin:Keys:2:Role"] = "read",
        ["Merchant:Name"] = "Test Shop",
        ["Merchant:PublicUrl"] = "https://shop.example",
        ["Merchant:MerchantId"] = "acct_test",
    };

    // One that holds nothing.
    private static void AddProvider(IServiceCollection services)
    {
        services.AddSingleton(_ => new FakeStripe(TimeProvider.System));
        services.AddSingleton(provider => new StripeProvider(
            new HttpMessageInvoker(new FakeStripeHandler(provider.GetRequiredService<FakeStripe>())),
            new StripeOptions { SecretKey = "sk_test_fake", CallsPerSecond = 0, Repeats = 0 },
            TimeProvider.System,
            NullLogger<StripeProvider>.Instance));
        services.AddSingleton<IProviderLedger>(provider => provider.GetRequiredService<StripeProvider>());
        services.AddSingleton<IPaymentProvider>(provider => provider.GetRequiredService<StripeProvider>());
        services.AddSingleton<IRefunds>(provider => provider.GetRequiredService<StripeProvider>());
    }

    /// <summary>A request that passes every check of its envelope.</summary>
    public static HttpRequestMessage Post(string path, string? body, string idempotencyKey = "key-1")
    {
        var request = Authorized(HttpMethod.Post, path);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    public static HttpRequestMessage Get(string path) => Authorized(HttpMethod.Get, path);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Operator.Dispose();
        await app.DisposeAsync();
        await Merchants.DisposeAsync();
        Session.Dispose();
    }

    /// <summary>What an operator sends.</summary>
    public static HttpRequestMessage Admin(HttpMethod method, string path, string? body = null, string key = AdminKey)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    private static HttpRequestMessage Authorized(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Key}");
        request.Headers.TryAddWithoutValidation("API-Version", Version);
        return request;
    }
}
