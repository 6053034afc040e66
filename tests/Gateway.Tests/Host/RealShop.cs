using System.Text;
using System.Text.Json;
using Acp.Fakes;
using Acp.Gateway.Hosting;
using Acp.Gateway.Pay;
using Acp.Gateway.Tests.Witness;
using Acp.Gateway.Webhooks.Outgoing;
using Acp.Pricing;
using Acp.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Acp.Gateway.Tests.Host;

/// <summary>
/// The product's own composition in this process, on a store in memory, the fake Stripe and the demo catalog. Every reply is
/// held against the schema of its version. Tests share it: each makes sessions of its own.
/// </summary>
public class RealShop : IAsyncLifetime
{
    private WebApplication app = null!;
    private HttpClient client = null!;
    private int keys;

    public FakeStripe Stripe => app.Services.GetRequiredService<FakeStripe>();

    public IStore Store => app.Services.GetRequiredService<IStore>();

    internal Logs Logs { get; } = new();

    /// <summary>Settings of a shop that is not like the others.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> More => [];

    public virtual async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([.. AcpHost.Settings(), .. Own(), .. More]);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.AddHosting();
        builder.AddInProcessEngine();
        builder.Services.AddRouting().AddLogging(logging => logging.AddProvider(Logs)).AddAcp().AddCheckout().AddPaymentProvider().AddOutgoingWebhooks().AddPay();
        Script(builder.Services);
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Opening))); // It greets newcomers on the console.
        app = builder.Build();
        app.UseAcp();
        app.MapAcp();
        app.MapPay();
        app.MapFakePages();
        await app.Services.GetRequiredService<StockSeeder>().Apply(app.Services.GetRequiredService<CatalogFileSource>().Current);
        await app.StartAsync();
#pragma warning disable CA2000 // The client owns its handlers.
        client = new HttpClient(new WitnessedHandler(new SchemaWitness(AcpHost.Version), new SocketsHttpHandler())) { BaseAddress = new Uri(app.Urls.First()) };
        Browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = client.BaseAddress };
#pragma warning restore CA2000
    }

    public virtual async ValueTask DisposeAsync()
    {
        client.Dispose();
        Browser.Dispose();
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <param name="key">A fresh one where none is given; empty for none at all.</param>
    public async Task<Told> Post(string version, string path, string? body, string? key = null)
    {
        using var request = Request(HttpMethod.Post, version, path);
        key ??= $"key-{Interlocked.Increment(ref keys)}";
        if (key.Length > 0)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await Told.Of(await client.SendAsync(request));
    }

    public async Task<Told> Get(string version, string id)
    {
        using var request = Request(HttpMethod.Get, version, $"/checkout_sessions/{id}");
        return await Told.Of(await client.SendAsync(request));
    }

    /// <summary>As a browser that follows nothing by itself.</summary>
    public HttpClient Browser { get; private set; } = null!;

    public PageButton Button { get; } = new();

    private void Script(IServiceCollection services)
    {
        var engine = services.Single(service => service.ServiceType == typeof(IGrains));
        services.Remove(engine);
        services.AddSingleton<IGrains>(provider => new ButtonGrains((IGrains)engine.ImplementationFactory!(provider), Button));
    }

    private static HttpRequestMessage Request(HttpMethod method, string version, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {AcpHost.Key}");
        request.Headers.TryAddWithoutValidation("API-Version", version);
        return request;
    }

    private static Dictionary<string, string?> Own() => new()
    {
        ["Store"] = "memory:",
        ["HostedCheckout:Enabled"] = "true",
        ["Catalog:Path"] = Path.Combine(Repository.Root, "src", "Gateway", "catalog.demo.json"),
        ["Merchant:Links:0:Type"] = "return_policy",
        ["Merchant:Links:0:Url"] = "https://shop.example/returns",
        ["Merchant:Links:1:Type"] = "faq",
        ["Merchant:Links:1:Url"] = "https://shop.example/faq",
    };
}

/// <summary>What a caller was told.</summary>
public sealed record Told(int Status, JsonElement Body, string Text, bool Replayed)
{
    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; init; }

    public string Id => Member("id");

    public string SessionStatus => Member("status");

    public string Code => Member("code");

    public string? Param => Body.TryGetProperty("param", out var param) ? param.GetString() : null;

    public static async Task<Told> Of(HttpResponseMessage response)
    {
        using var answer = response;
        var text = await answer.Content.ReadAsStringAsync();
        return new Told((int)answer.StatusCode, JsonDocument.Parse(text).RootElement, text, answer.Headers.Contains("Idempotent-Replayed"))
        {
            RetryAfter = (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds,
        };
    }

    /// <returns>Null where there is none of the type.</returns>
    public long? Total(string type) => Body.GetProperty("totals").EnumerateArray()
        .Where(total => total.GetProperty("type").GetString() == type)
        .Select(total => (long?)total.GetProperty("amount").GetInt64())
        .SingleOrDefault();

    public IEnumerable<string?> MessageCodes => Body.GetProperty("messages").EnumerateArray()
        .Select(message => message.TryGetProperty("code", out var code) ? code.GetString() : null);

    private string Member(string member) => Body.TryGetProperty(member, out var value) ? value.GetString()! : throw new InvalidOperationException($"There is no {member} in {Text}.");
}
