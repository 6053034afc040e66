using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Acp.Fakes;
using Acp.Gateway.Tests.Witness;
using Acp.Tools;
using Microsoft.AspNetCore.Builder;

namespace Acp.EndToEnd.Tests;

/// <summary>A gateway in its own process, the fake Stripe on a port of this one, and an agent that talks to the gateway.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private static readonly SchemaWitness Witness = new("2026-04-17");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-e2e-");
    private readonly WebApplication stripeServer;
    private readonly Deployment deployment = new();
    private HttpClient operators = null!;
    private int keys;
    private int nodes;

    private Shop()
    {
        stripeServer = FakeStripeServer.Build(Stripe, IPAddress.Loopback, 0);
    }

    public FakeStripe Stripe { get; } = new(TimeProvider.System, new FakeStripeOptions { Issuer = new("acct_fake_issuer", "profile_test_issuer", IssuerKeys) });

    /// <summary>Keys of the account that issues tokens: two, so that one can follow the other.</summary>
    public static IReadOnlyList<string> IssuerKeys { get; } = ["sk_test_fake_issuer", "sk_test_fake_issuer_next"];

    /// <summary>Where the fake listens.</summary>
    public Uri StripeAddress => new(stripeServer.Urls.First());

    /// <summary>What its first gateway was started with, for another that is to be the same.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings { get; private set; } = [];

    public GatewayProcess Gateway { get; private set; } = null!;

    public HttpClient Agent { get; private set; } = null!;

    /// <summary>Charges that reached the processor, replays included.</summary>
    public IEnumerable<LedgerEntry> Sends => Stripe.Ledger.Where(entry => entry.Call == StripeCall.Charge);

    public static async Task<Shop> Open(params IReadOnlyList<(string Key, string Value)> settings)
    {
        var shop = new Shop { Settings = settings };
        await shop.stripeServer.StartAsync();
        await shop.StartGateway(settings);
        return shop;
    }

    public async Task StartGateway(params IReadOnlyList<(string Key, string Value)> settings)
    {
        Gateway = await GatewayProcess.Start(folder.FullName, StripeAddress, [.. deployment.SettingsOf(0), .. settings]);
        Agent?.Dispose();
        operators?.Dispose();
#pragma warning disable CA2000 // The client owns its handlers.
        operators = new HttpClient(new DocumentedHandler(new SocketsHttpHandler())) { BaseAddress = Gateway.Address, Timeout = TimeSpan.FromMinutes(1) };
        Agent = new HttpClient(new WitnessedHandler(Witness, new SocketsHttpHandler())) { BaseAddress = Gateway.Address, Timeout = TimeSpan.FromMinutes(1) };
#pragma warning restore CA2000
        Agent.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo_platform_key");
        Agent.DefaultRequestHeaders.Add("API-Version", "2026-04-17");
    }

    public async Task<HttpResponseMessage> Post(string path, object body, string? key = null, CancellationToken hangUp = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? $"key-{Interlocked.Increment(ref keys)}");
        return await Agent.SendAsync(request, hangUp);
    }

    public static object Home { get; } = new
    {
        name = "Ada",
        address = new { name = "Ada", line_one = "1 Main St", city = "San Francisco", state = "CA", country = "US", postal_code = "94131" },
    };

    public async Task<string> Created(string item, int quantity = 1)
    {
        using var created = await Post("/checkout_sessions", new { currency = "usd", line_items = new[] { new { id = item, quantity } }, capabilities = new { } });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return (await Body(created)).GetProperty("id").GetString()!;
    }

    /// <summary>A digital cart: nothing to ship, so it can be paid at once.</summary>
    public Task<string> ReadySession() => Created("item_ebook");

    public Task<HttpResponseMessage> Complete(string id, string token, string? key = null, CancellationToken hangUp = default) =>
        Post($"/checkout_sessions/{id}/complete", new { shared_payment_granted_token = token }, key, hangUp);

    /// <summary>A second process on the same database, which nobody calls.</summary>
    public Task<GatewayProcess> AnotherNode(params IReadOnlyList<(string Key, string Value)> settings) =>
        GatewayProcess.Start(folder.FullName, new Uri(stripeServer.Urls.First()), [.. deployment.SettingsOf(++nodes), .. settings]);

    /// <summary>What an operator asks, as the owner.</summary>
    public async Task<HttpResponseMessage> Operate(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "demo_admin_key");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await operators.SendAsync(request);
    }

    public async Task<JsonElement> Session(string id)
    {
        using var response = await Agent.GetAsync(new Uri($"/checkout_sessions/{id}", UriKind.Relative));
        return await Body(response);
    }

    public static async Task<JsonElement> Body(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;

    /// <summary>The order of a 200 whose session is completed.</summary>
    public static async Task<string> OrderOf(HttpResponseMessage response)
    {
        var session = await Body(response);
        Assert.True(response.StatusCode == HttpStatusCode.OK, session.ToString());
        Assert.Equal("completed", session.GetProperty("status").GetString());
        return session.GetProperty("order").GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Stripe.Faults.ReleaseAll();
        Agent.Dispose();
        operators.Dispose();
        await Gateway.DisposeAsync();
        await stripeServer.DisposeAsync();
        Stripe.Dispose();
        deployment.Dispose();
        folder.Delete(recursive: true);
    }
}
