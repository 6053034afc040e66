using Acp.CheckoutSessions;
using Acp.Erasures;
using Acp.Gateway.Hosting;
using Acp.Gateway.MerchantSystems;
using Acp.Gateway.Platforms;
using Acp.Gateway.Telemetry;
using Acp.Launching;
using Acp.Pricing;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Launching;

/// <summary>The checklist, in its order, and after it what the product asks for besides.</summary>
internal static class LaunchSections
{
    public static IReadOnlyList<LaunchSection> Of(IServiceProvider services, LaunchSight sight, Looked<KeyFacts> keys, DateTimeOffset now)
    {
        var (merchant, gateway, platforms) = (At<MerchantOptions>(services), At<GatewayOptions>(services), At<PlatformsOptions>(services));
        return
        [
            new("Configuration", Settings(services)),
            new("Live keys", sight.Account.Or("live_keys", it => it.Keys)),
            new("Payment account", [.. sight.Account.Or("account", it => it.Account), .. merchant.Or("merchant_id", it => [ShopRules.OfMerchantId(it.MerchantId, sight.Account.Value?.Seller)])]),
            new("Test with a real card", sight.Account.Or("real_card", it => it.Trade)),
            new("Webhook of the payment provider", Webhook(sight, now)),
            new("HTTPS and the public address", [.. sight.Public.Or("public_url", it => PublicRules.Judge(it, now)), .. gateway.Or("https_required", it => PublicRules.OfEdge(it, it.IsHttpsRequired(Environment(services))))]),
            new("Error logging and metrics", Watching(services, sight)),
            new("Rate limits", gateway.Or("rate_limits", it => platforms.Or("rate_limits", them => ShopRules.OfLimits([.. them.Platforms], it)))),
            new("Amount verification", sight.Amounts.Or("amounts", it => it)),
            new("Refund policy", sight.Links.Or("refund_policy", ShopRules.OfLinks)),
            new("Customer support", merchant.Or("support", it => [ShopRules.OfSupport(it.Support)])),
            new("Keys and secrets", [.. keys.Or("keys", it => KeyRules.Judge(it, now)), .. Secrets(services, merchant, platforms)]),
            new("Store", [.. sight.Store.Or("store", it => it.Findings), .. At<CheckoutOptions>(services).Or("retention", it => At<OrderRetentionOptions>(services).Or("retention", orders => [ShopRules.OfRetention(it, orders)]))]),
            new("Whom we call", sight.Outgoing.Or("order_endpoint", OutgoingRules.Judge)),
        ];
    }

    private static IReadOnlyList<LaunchFinding> Settings(IServiceProvider services) =>
    [
        .. SettingsLook.Judge(Preflight.ProblemsOfSettings(services), Environment(services), DemoOrLive.HasPublishedKeys(services)),
        .. Looking.At(services.GetRequiredService<CatalogFileSource>).Or("demo_catalog", it => SettingsLook.OfCatalog(it, [Environment(services).ContentRootPath, AppContext.BaseDirectory])),
    ];

    private static IReadOnlyList<LaunchFinding> Webhook(LaunchSight sight, DateTimeOffset now) =>
    [
        .. sight.Account.Or("webhook_registered", it => it.Notices),
        .. sight.Public.Or("webhook_reachable", NoticeRules.Judge),
        sight.Store.Value is { Keys: not null } store
            ? NoticeRules.Delivered(store.NewestNotice, sight.Account.Value?.NewestPayment, now)
            : new LaunchFinding.NotChecked("webhook_delivered", "Which notices were taken could not be read from the store."),
    ];

    private static IReadOnlyList<LaunchFinding> Watching(IServiceProvider services, LaunchSight sight)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return
        [
            .. At<LoggerFilterOptions>(services).Or("error_logging", it => [LoggingRules.Judge(it)]),
            .. sight.Outgoing.Or("metrics", it => OutgoingRules.OfCollector(it.Collector, TelemetrySettings.Read(configuration).IsMeasured)),
        ];
    }

    private static IReadOnlyList<LaunchFinding> Secrets(IServiceProvider services, Looked<MerchantOptions> merchant, Looked<PlatformsOptions> platforms) =>
        merchant.Or("signing_secrets", it => platforms.Or("signing_secrets", them =>
            At<MerchantSystemsOptions>(services).Or("signing_secrets", systems => SecretRules.Judge([.. them.Platforms], it, systems))));

    private static IHostEnvironment Environment(IServiceProvider services) => services.GetRequiredService<IHostEnvironment>();

    private static Looked<T> At<T>(IServiceProvider services)
        where T : class => Looking.At(() => services.GetRequiredService<IOptions<T>>().Value);
}
