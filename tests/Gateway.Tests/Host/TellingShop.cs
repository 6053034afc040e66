using System.Text;
using Acp.Due;
using Acp.Fakes;
using Acp.Gateway.Hosting;
using Acp.Gateway.Webhooks.Outgoing;
using Acp.Orders;
using Acp.Pricing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Host;

/// <summary>
/// The product's own composition, with a platform of each version and the merchant's own system listening. What falls due
/// is done when the test says so.
/// </summary>
public sealed class TellingShop : IAsyncLifetime
{
    public const string Merchant = "merchant";

    private HookReceiver receiver = null!;
    private WebApplication app = null!;
    private HttpClient client = null!;
    private int keys;

    internal FakeStripe Stripe => app.Services.GetRequiredService<FakeStripe>();

    public async ValueTask InitializeAsync()
    {
        receiver = await HookReceiver.Start();
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(Settings());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.AddHosting();
        builder.AddInProcessEngine();
        builder.Services.AddRouting().AddLogging().AddAcp().AddCheckout().AddPaymentProvider().AddOutgoingWebhooks();
        builder.Services.AddSingleton<DueLoop>();
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Opening))); // It greets newcomers on the console.
        app = builder.Build();
        app.UseAcp();
        app.MapAcp();
        await app.Services.GetRequiredService<StockSeeder>().Apply(app.Services.GetRequiredService<CatalogFileSource>().Current);
        await app.StartAsync();
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await receiver.DisposeAsync();
    }

    public static string SecretOf(string endpoint) => $"whsec_of_{endpoint}_current";

    public static string FormerSecretOf(string endpoint) => $"whsec_of_{endpoint}_former";

    public async Task<Told> Post(string version, string path, string? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {KeyOf(version)}");
        request.Headers.TryAddWithoutValidation("API-Version", version);
        request.Headers.Add("Idempotency-Key", $"key-{Interlocked.Increment(ref keys)}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await Told.Of(await client.SendAsync(request));
    }

    internal IOrder Order(string id) => app.Services.GetRequiredService<IGrains>().Get<IOrder>(id);

    internal async Task<OrderSnapshot> Read(string id) => (await app.Services.GetRequiredService<OrderReader>().Load(id))!.Snapshot();

    /// <summary>Does what is due until both have heard of the order as it stands.</summary>
    public async Task Tell(string version, string order)
    {
        var (due, sequence) = (app.Services.GetRequiredService<DueLoop>(), (await Read(order)).Sequence);
        await Eventually.True(async () =>
        {
            await due.Sweep();
            return new[] { version, Merchant }.All(endpoint => Heard(endpoint, order).Any(one => one.Sequence == sequence));
        });
    }

    internal IReadOnlyList<HookMessage> Heard(string endpoint, string order) => receiver.Of(endpoint, order);

    private static string KeyOf(string version) => $"sk_platform_of_{version}";

    private Dictionary<string, string?> Settings()
    {
        var settings = AcpHost.Settings().Where(setting => !setting.Key.StartsWith("Platforms", StringComparison.Ordinal)).ToDictionary();
        foreach (var (version, i) in Versions.Names.Select((version, i) => (version, i)))
        {
            settings[$"Platforms:{i}:Name"] = $"agents of {version}";
            settings[$"Platforms:{i}:ApiKeys:0"] = KeyOf(version);
            settings[$"Platforms:{i}:Webhook:Version"] = version;
            Listen(settings, $"Platforms:{i}:Webhook", version);
        }

        Listen(settings, "Merchant:Webhook", Merchant);
        settings["Store"] = "memory:";
        settings["Catalog:Path"] = Path.Combine(Repository.Root, "src", "Gateway", "catalog.demo.json");
        return settings;
    }

    private void Listen(Dictionary<string, string?> settings, string at, string endpoint)
    {
        settings[$"{at}:Url"] = receiver.UrlOf(endpoint);
        settings[$"{at}:Secrets:0"] = SecretOf(endpoint);
        settings[$"{at}:Secrets:1"] = FormerSecretOf(endpoint);
    }
}
