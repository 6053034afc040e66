using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Due;
using Acp.Fakes;
using Acp.Gateway.Hosting;
using Acp.Gateway.Tests.Host;
using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.Pricing;
using Acp.Store;
using Acp.Upgrade.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Acp.Gateway.Tests.Upgrades;

/// <summary>
/// This version's gateway on a copy of what an older one left behind, with the provider as it was then, at the moment at which
/// it was left.
/// </summary>
internal sealed class OldShop : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly WebApplication app;
    private readonly HttpClient http;
    private int keys;

    private OldShop(DirectoryInfo folder, WebApplication app)
    {
        (this.folder, this.app) = (folder, app);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public required WrittenState Written { get; init; }

    public required ManualClock Clock { get; init; }

    public required FakeStripe Stripe { get; init; }

    public required HookReceiver Hooks { get; init; }

    public long GivenBack => Stripe.Bank.Refunds.Sum(refund => refund.Amount);

    public static async Task<OldShop> Open(string state)
    {
        var folder = Directory.CreateTempSubdirectory("acp-old-");
        Unpack(Path.Combine(States.Folder, state, "acp.db.gz"), Path.Combine(folder.FullName, "acp.db"));
        Unpack(Path.Combine(States.Folder, state, "journal.gz"), Path.Combine(folder.FullName, "journal"));
        var written = States.Read(state);
        var clock = new ManualClock(written.At);
        var stripe = new FakeStripe(clock, new FakeStripeOptions { JournalPath = Path.Combine(folder.FullName, "journal") });
        var hooks = await HookReceiver.Start();
        var app = await Start(Path.Combine(folder.FullName, "acp.db"), clock, stripe, written.Provider, hooks);
        return new OldShop(folder, app) { Written = written, Clock = clock, Stripe = stripe, Hooks = hooks };
    }

    public Task<Said> Get(string path) => Send(HttpMethod.Get, path, null, null);

    /// <summary>Under a key that was never used.</summary>
    public Task<Said> Post(string path, string body) => Send(HttpMethod.Post, path, $"new-{++keys}", body);

    public Task<Said> Repeat(Exchange exchange) => Send(new HttpMethod(exchange.Method), exchange.Path, exchange.Key, exchange.Body);

    public Task<Said> Complete(string id, string token) => Post($"/checkout_sessions/{id}/complete", $$$$$"""
        {"payment_data":{"handler_id":"card_tokenized","instrument":{"type":"card","credential":{"type":"spt","token":"{{{{{token}}}}}"}}}}
        """);

    public async Task<CheckoutSession> Stored(string scene) =>
        (await app.Services.GetRequiredService<IStore>().LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(Written.Sessions[scene]))).State!;

    /// <summary>The shopper pays on the provider's page, and comes back.</summary>
    public async Task PayOnPage(string scene, HostedPage page)
    {
        await Stripe.Handle(new FakeRequest("POST", $"/c/pay/{page.Id}", "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes("card=pm_card_visa")));
        await Get($"/pay/{Written.Sessions[scene]}/return");
    }

    /// <summary>Time goes on, and what falls due is woken.</summary>
    public async Task LetPass(TimeSpan time)
    {
        var due = ActivatorUtilities.CreateInstance<DueLoop>(app.Services);
        for (var i = 0; i < 4; i++)
        {
            Clock.Advance(time / 4);
            await due.Sweep();
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await Hooks.DisposeAsync();
        Stripe.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<Said> Send(HttpMethod method, string path, string? key, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", path.StartsWith("/admin", StringComparison.Ordinal) ? WrittenState.AdminKey : WrittenState.PlatformKey);
        request.Headers.Add("API-Version", AcpHost.Version);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request);
        return new Said((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static void Unpack(string from, string to)
    {
        using var packed = new GZipStream(File.OpenRead(from), CompressionMode.Decompress);
        using var file = File.Create(to);
        packed.CopyTo(file);
    }

    private static async Task<WebApplication> Start(string store, ManualClock clock, FakeStripe stripe, Uri provider, HookReceiver hooks)
    {
        var (app, duties) = GatewayHost.Build([.. Settings(store, hooks).Select(it => $"--{it.Key}={it.Value}")], builder =>
        {
            builder.AddInProcessEngine();
            builder.Logging.ClearProviders();
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Opening))); // It greets newcomers on the console.
            builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(stripe).AddSingleton(services => Client(services, clock, stripe, provider));
            return Duties.Serve; // What falls due is woken when the test says so.
        });
        Preflight.Check(app.Services);
        GatewayHost.Map(app, duties);
        await app.Services.GetRequiredService<StockSeeder>().Apply(app.Services.GetRequiredService<CatalogFileSource>().Current);
        await app.StartAsync();
        return app;
    }

    // An attempt is bound to the account, which is told by key and address: what is open is repeated there only.
    private static StripeProvider Client(IServiceProvider services, ManualClock clock, FakeStripe stripe, Uri provider) => new(
        new HttpMessageInvoker(new FakeStripeHandler(stripe)),
        new StripeOptions { SecretKey = WrittenState.ProviderKey, ApiBase = provider, CallsPerSecond = 0, Repeats = 0 },
        clock,
        services.GetRequiredService<ILogger<StripeProvider>>());

    private static Dictionary<string, string> Settings(string store, HookReceiver hooks) => new()
    {
        ["environment"] = "Development",
        ["contentRoot"] = Path.Combine(Repository.Root, "src", "Gateway"), // The demo settings, as it was written with.
        ["urls"] = "http://127.0.0.1:0",
        ["Store"] = $"sqlite:{store}",
        ["FakeStripe:JournalPath"] = "",
        ["Checkout:RepeatDelay"] = "0:00:00", // Nobody advances the clock while a call runs.
        ["Merchant:Webhook:Url"] = hooks.UrlOf("hook"),
        ["Merchant:Webhook:Secrets:0"] = WrittenState.HookSecret,
    };
}

/// <summary>What came back.</summary>
internal sealed record Said(int Status, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string SessionStatus => Json.TryGetProperty("status", out var status) ? status.GetString()! : $"none in {Body}";

    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;
}
