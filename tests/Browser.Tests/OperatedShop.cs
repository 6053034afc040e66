using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Acp.Fakes;
using Acp.Gateway.Hosting;
using Acp.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Acp.Browser.Tests;

/// <summary>
/// A shop that somebody watches: the whole gateway in this process, so that its clock can be set forward, before a fake
/// Stripe and a merchant's receiver that listen on ports of their own.
/// </summary>
internal sealed class OperatedShop : IAsyncDisposable
{
    public const string OwnerKey = "key_of_olga_the_owner";
    public const string SupportKey = "key_of_sam_of_support";
    public const string ReadKey = "key_of_rita_who_reads";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-dashboard-");
    private readonly Started started = new();
    private readonly WebApplication stripeServer;
    private Task<int> gateway = null!;
    private HttpClient agent = null!;
    private HttpClient owner = null!;
    private int keys;

    private OperatedShop()
    {
        Stripe = new FakeStripe(Clock);
        stripeServer = FakeStripeServer.Build(Stripe, IPAddress.Loopback, 0);
    }

    public ShiftedClock Clock { get; } = new();

    public FakeStripe Stripe { get; }

    public Receiver Merchant { get; private set; } = null!;

    public Uri Address { get; private set; } = new("http://unset");

    public Uri Dashboard => new(Address, "/dashboard");

    /// <summary>Charges that the fake has made, each once.</summary>
    public IReadOnlyList<FakeCharge> Charges => Stripe.Charges;

    public static async Task<OperatedShop> Open(params IReadOnlyList<(string Key, string Value)> settings)
    {
        var shop = new OperatedShop();
        await shop.stripeServer.StartAsync();
        shop.Merchant = await Receiver.Start();
        shop.gateway = GatewayHost.Run(shop.Arguments(settings), "", shop.AddEngine);
        shop.Address = await shop.started.Address.WaitAsync(TimeSpan.FromMinutes(1));
        shop.agent = Client(shop.Address, "demo_platform_key");
        shop.agent.DefaultRequestHeaders.Add("API-Version", "2026-04-17");
        shop.owner = Client(shop.Address, OwnerKey);
        return shop;
    }

    public Task<HttpResponseMessage> Post(string path, object body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? $"key-{Interlocked.Increment(ref keys)}");
        return agent.SendAsync(request);
    }

    /// <returns>The session's id; it ships nothing and can be paid at once.</returns>
    public async Task<string> Ready(object? buyer = null)
    {
        var wish = new { currency = "usd", line_items = new[] { new { id = "item_ebook", quantity = 1 } }, buyer = buyer ?? new { email = "ada@example.com", first_name = "Ada", last_name = "Lovelace" }, capabilities = new { } };
        using var created = await Post("/checkout_sessions", wish);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return (await Body(created)).GetProperty("id").GetString()!;
    }

    public Task<HttpResponseMessage> Complete(string session, string token, string? key = null) =>
        Post($"/checkout_sessions/{session}/complete", new { shared_payment_granted_token = token }, key);

    public async Task<Bought> Buy(string token = "tok_visa", object? buyer = null)
    {
        var session = await Ready(buyer);
        using var completed = await Complete(session, token);
        Assert.Equal(HttpStatusCode.OK, completed.StatusCode);
        return new Bought(session, (await Body(completed)).GetProperty("order").GetProperty("id").GetString()!);
    }

    /// <summary>What the owner reads past the dashboard.</summary>
    public async Task<JsonElement> Read(string path)
    {
        using var answer = await owner.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Body(answer);
    }

    /// <summary>What the owner does past the dashboard.</summary>
    public Task<HttpResponseMessage> Operate(string path, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", $"owner-{Interlocked.Increment(ref keys)}");
        return owner.SendAsync(request);
    }

    /// <summary>The process goes, as at an update.</summary>
    public void Stop() => started.Lifetime!.StopApplication();

    public static async Task<JsonElement> Body(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;

    public async ValueTask DisposeAsync()
    {
        Stripe.Faults.ReleaseAll();
        agent?.Dispose();
        owner?.Dispose();
        started.Lifetime?.StopApplication();
        await gateway.WaitAsync(TimeSpan.FromMinutes(1));
        await Merchant.DisposeAsync();
        await stripeServer.DisposeAsync();
        Stripe.Dispose();
        folder.Delete(recursive: true);
    }

    private Duties AddEngine(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(Clock); // The last one that is registered counts.
        builder.Services.AddSingleton<IHostedService>(services =>
        {
            started.Watch(services.GetRequiredService<IServer>(), services.GetRequiredService<IHostApplicationLifetime>());
            return started;
        });
        builder.AddInProcessEngine();
        return Duties.Serve | Duties.Due;
    }

    private string[] Arguments(IReadOnlyList<(string Key, string Value)> settings) =>
    [
        "--environment", "Development",
        "--contentRoot", Path.Combine(Repository.Root, "src", "Gateway"),
        "--urls", "http://127.0.0.1:0",
        .. Own().Concat(settings).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }),
    ];

    private IEnumerable<(string Key, string Value)> Own() =>
    [
        ("Store", $"sqlite:{folder.FullName}/acp.db"),
        ("Stripe:ApiBase", stripeServer.Urls.First()),
        ("Stripe:SecretKey", "sk_test_dashboard"),
        ("Merchant:Webhook:Url", Merchant.Url),
        ("Merchant:Webhook:Secrets:0", "whsec_of_the_merchant_0"),
        ("Admin:Keys:1:Name", "olga"), ("Admin:Keys:1:Role", "owner"), ("Admin:Keys:1:Key", OwnerKey),
        ("Admin:Keys:2:Name", "sam"), ("Admin:Keys:2:Role", "support"), ("Admin:Keys:2:Key", SupportKey),
        ("Admin:Keys:3:Name", "rita"), ("Admin:Keys:3:Role", "read"), ("Admin:Keys:3:Key", ReadKey),
        ("Logging:LogLevel:Default", "Error"),
    ];

    private static HttpClient Client(Uri address, string key)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Tells where the gateway listens once it does.</summary>
    private sealed class Started : IHostedService
    {
        private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Uri> Address => address.Task;

        public IHostApplicationLifetime? Lifetime { get; private set; }

        public void Watch(IServer server, IHostApplicationLifetime lifetime)
        {
            Lifetime = lifetime;
            lifetime.ApplicationStarted.Register(() => address.TrySetResult(new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First())));
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

internal sealed record Bought(string Session, string Order);

/// <summary>The real clock, which can be set forward; timers run as they always do.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref ahead)).TotalSeconds * TimestampFrequency);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    public void Forward(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);
}
