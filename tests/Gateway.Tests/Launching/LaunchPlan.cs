using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acp.Fakes;
using Acp.Gateway.Hosting;
using Acp.Gateway.Launching;
using Acp.Gateway.Outside;
using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.ProviderEvents;
using Acp.Storage;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Gateway.Tests.Launching;

/// <summary>A shop that is ready to launch, until somebody plants a mistake: settings, a store in a file, an account at the fake.</summary>
internal sealed class LaunchPlan : IDisposable
{
    public const string Key = "sk_live_51Hx0Qm9vT2aShop";
    public const string Seller = "acct_fake_seller";
    private const string HookSecret = "erp_0123456789abcdef0123456789abcdef";
    private const string PlatformSecret = "agent_0123456789abcdef0123456789abcd";

    /// <summary>None of which may ever be told.</summary>
    public static readonly string[] Secrets = [Key, PublicSite.WebhookSecret, HookSecret, PlatformSecret, "a_key_of_ours_in_the_clear_42xyz", "weakweakweakweak", "hunter2"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-plan-");

    private LaunchPlan(PublicSite site, TimeProvider provider)
    {
        Stripe = new FakeStripe(provider);
        Network = site.Network;
    }

    public Dictionary<string, string?> Settings { get; private set; } = [];

    public FakeStripe Stripe { get; }

    public OutsideNetwork Network { get; set; }

    public string StoreFile => Path.Combine(folder.FullName, "acp.db");

    public string CatalogFile => Path.Combine(folder.FullName, "catalog.json");

    public static string HashOf(string key) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    /// <param name="provider">The provider's clock; null: the machine's.</param>
    public static async Task<LaunchPlan> Sound(PublicSite site, TimeProvider? provider = null)
    {
        var plan = new LaunchPlan(site, provider ?? TimeProvider.System);
        plan.Settings = plan.SoundSettings();
        var catalog = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "Gateway", "catalog.demo.json"));
        await File.WriteAllTextAsync(plan.CatalogFile, catalog + "\n"); // Ours by a line, which is enough.
        plan.Stripe.Dashboard.Register(new("https://shop.example/api/webhooks/stripe", ["*"]));
        await plan.BuyAndRefund();
        File.Copy(site.SoundStore, plan.StoreFile);
        plan.TakeNotice();
        return plan;
    }

    /// <returns>The exit code, the report, and what was said beside it.</returns>
    public async Task<(int Code, string Report, string Told)> Check(params string[] args)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        await using var told = new StringWriter(CultureInfo.InvariantCulture);
        var code = await CheckCommand.Run(["check", .. args], Build, output, told);
        return (code, output.ToString(), told.ToString());
    }

    public async Task<(int Code, JsonElement Report, string Text)> CheckForPrograms(params string[] args)
    {
        var (code, report, told) = await Check(["--json", .. args]);
        return (code, JsonDocument.Parse(report).RootElement, report + told);
    }

    public void Set(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            Settings[key] = value;
        }
    }

    /// <summary>What a person does with SQLite's shell.</summary>
    public void Execute(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={StoreFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>As if the newest notice had come so long ago.</summary>
    public void TakeNotice(TimeSpan ago = default) => Execute(string.Create(
        CultureInfo.InvariantCulture, $"UPDATE states SET created_at = {(TimeProvider.System.GetUtcNow() - ago).ToUnixTimeMilliseconds()} WHERE kind = 'provider_event'"));

    public IOpenStore OpenStore() => Open(StoreFile);

    /// <summary>With a notice that was taken.</summary>
    public static async Task MakeStore(string file)
    {
        await using var store = Open(file);
        var now = TimeProvider.System.GetUtcNow();
        var notice = new EventRecord(new EventFacts("evt_1", "charge.refunded", EventSubject.Refund, now, "cs_1", null, null, "pi_1"), ProviderEventStatus.Treated, 0, null, now, null);
        var known = await store.LoadSnapshot<EventRecord>(EventRecord.KeyOf("evt_1"));
        await store.Land(new Unit(Guid.NewGuid(), now) { States = [known.To(notice, notice.Index())] });
    }

    public void Dispose()
    {
        Stripe.Dispose();
        folder.Delete(recursive: true);
    }

    private (Microsoft.AspNetCore.Builder.WebApplication App, Duties Duties) Build(string[] given)
    {
        string[] own = [.. Settings.Where(it => it.Value is not null).Select(it => $"--{it.Key}={it.Value}")];
        return GatewayHost.Build([.. own, .. given], builder =>
        {
            builder.Logging.ClearProviders();
            builder.AddInProcessEngine();
            builder.Services.AddSingleton(Network);
            if (Settings.GetValueOrDefault("Stripe:SecretKey") is not null)
            {
                builder.Services.AddSingleton<IAccountInspection>(provider => new StripeInspection(
                    new HttpMessageInvoker(new FakeStripeHandler(Stripe)), provider.GetRequiredService<ProviderSettings>().Stripe, TimeProvider.System));
            }

            return Duties.Serve | Duties.Due;
        });
    }

    private Dictionary<string, string?> SoundSettings() => new()
    {
        ["environment"] = "Production",
        ["contentRoot"] = Path.Combine(Repository.Root, "tests"),
        ["Store"] = $"sqlite:{StoreFile}",
        ["Catalog:Path"] = CatalogFile,
        ["Platforms:0:Name"] = "agent",
        ["Platforms:0:ApiKeys:0"] = HashOf("of the platform"),
        ["Platforms:0:Limits:RequestsPerSecond"] = "50",
        ["Platforms:0:Webhook:Url"] = "https://agent.example/order_events",
        ["Platforms:0:Webhook:Version"] = "2026-04-17",
        ["Platforms:0:Webhook:Secrets:0"] = PlatformSecret,
        ["Admin:Keys:0:Name"] = "ann",
        ["Admin:Keys:0:Key"] = HashOf("of ann"),
        ["Admin:Keys:0:Role"] = "owner",
        ["Merchant:Name"] = "Test Shop",
        ["Merchant:PublicUrl"] = "https://shop.example",
        ["Merchant:MerchantId"] = Seller,
        ["Merchant:Links:0:Type"] = "return_policy",
        ["Merchant:Links:0:Url"] = "https://shop.example/healthz", // A page that is there.
        ["Merchant:Support:Email"] = "help@shop.example",
        ["Merchant:Webhook:Url"] = "https://erp.example/orders",
        ["Merchant:Webhook:Secrets:0"] = HookSecret,
        ["Gateway:TrustedProxies:0"] = "10.42.0.0/16",
        ["Stripe:SecretKey"] = Key,
        ["Stripe:Account"] = Seller,
        ["Stripe:WebhookSecrets:0"] = PublicSite.WebhookSecret,
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector.example:4318",
    };

    private async Task BuyAndRefund()
    {
        var paid = await Call("/v1/payment_intents", "amount=100&currency=usd&confirm=true&payment_method=pm_card_visa&metadata[acp_session]=cs_1&metadata[charge_attempt]=1");
        await Call("/v1/refunds", $"payment_intent={paid.GetProperty("id").GetString()}");
    }

    private async Task<JsonElement> Call(string path, string form)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = $"Bearer {Key}", ["Content-Type"] = "application/x-www-form-urlencoded" };
        var answer = await Stripe.Handle(new FakeRequest("POST", path, "", headers, Encoding.UTF8.GetBytes(form)));
        return JsonDocument.Parse(Assert.IsType<FakeAnswer.Reply>(answer).Body).RootElement;
    }

    private static IOpenStore Open(string file) => Stores.Open($"sqlite:{file}", TimeProvider.System, NullLoggerFactory.Instance);
}
