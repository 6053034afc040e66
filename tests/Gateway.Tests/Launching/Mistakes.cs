using Acp.Fakes;
using Acp.Keys;
using Acp.Store;

namespace Acp.Gateway.Tests.Launching;

/// <summary>What somebody did wrong, and what the check has to say of it.</summary>
/// <param name="Item">Of which a finding is expected.</param>
/// <param name="Sentence">A part of it.</param>
internal sealed record Mistake(string Item, string Sentence, Func<LaunchPlan, Task> Plant);

internal static class Mistakes
{
    private static readonly string[] SellersTypes = [.. EventTypes.Current.Where(type => !type.StartsWith("shared_payment.issued_token", StringComparison.Ordinal))];

    public static Dictionary<string, Mistake> Failing { get; } = new()
    {
        ["Development"] = Setting("environment", "This is Development", ("environment", "Development"), ("Stripe:SecretKey", "sk_test_1")),
        ["a setting that stops the start"] = Setting("configuration", "Checkout:SessionRetention must be from", ("Checkout:SessionRetention", "1.00:00:00")),
        ["no store"] = Setting("configuration", "Store is missing", ("Store", "")),
        ["a store that is not understood"] = Setting("configuration", "The store is not understood", ("Store", "mysql://user:hunter2@db/acp")),
        ["a demo key, hashed"] = Setting("demo_keys", "is one of the demo's", ("Platforms:0:ApiKeys:1", LaunchPlan.HashOf("demo_platform_key"))),
        ["the demo catalog under another name"] = Doing("demo_catalog", "is the demo catalog", plan => File.Copy(Path.Combine(Repository.Root, "src", "Gateway", "catalog.demo.json"), plan.CatalogFile, overwrite: true), ("contentRoot", Path.Combine(Repository.Root, "src", "Gateway"))),
        ["a test key"] = Setting("stripe_key", "Stripe:SecretKey is a test key: no money moves.", ("Stripe:SecretKey", "sk_test_1")),
        ["no key"] = Setting("configuration", "Stripe:SecretKey (or STRIPE_SECRET_KEY) is missing.", ("Stripe:SecretKey", null)),
        ["the fake's address"] = Setting("stripe_address", "Calls go to 127.0.0.1:12111, which is not Stripe.", ("Stripe:ApiBase", "http://127.0.0.1:12111")),
        ["a key that was rolled"] = Doing("stripe_answers", "Stripe does not accept Stripe:SecretKey.", plan => plan.Stripe.EndKey(LaunchPlan.Key)),
        ["a provider that is out"] = Doing("stripe_answers", "does not answer", plan => plan.Stripe.Faults.Often(FaultKind.LoseRequest, 1, StripeCall.LookUpAccount)),
        ["an account that may not charge"] = Doing("stripe_account", "acct_fake_seller may not charge.", plan => plan.Stripe.Dashboard.Stand(LaunchPlan.Seller, new(ChargesEnabled: false))),
        ["an account without a bank"] = Doing("stripe_account", "is paid nothing out", plan => plan.Stripe.Dashboard.Stand(LaunchPlan.Seller, new(PayoutsEnabled: false))),
        ["the key of another account"] = Setting("stripe_account_named", "Stripe:Account is acct_other, but the key is of acct_fake_seller.", ("Stripe:Account", "acct_other")),
        ["a restricted key that lacks a permission"] = Doing(
            "stripe_permissions",
            "Stripe:SecretKey may not read refunds: it lacks rak_refund_read.",
            plan => plan.Stripe.Dashboard.Restrict("rk_live_51Hx0", "rak_payment_intent_read", "rak_checkout_session_read", "rak_dispute_read", "rak_account_read", "rak_webhook_read"),
            ("Stripe:SecretKey", "rk_live_51Hx0")),
        ["a version without tokens"] = Setting("stripe_tokens", "In version 2026-03-25.dahlia this account has no shared payment tokens.", ("Stripe:ApiVersion", "2026-03-25.dahlia")),
        ["somebody else's merchant id"] = Setting("merchant_id", "platforms would mint tokens for another", ("Merchant:MerchantId", "acct_demo")),
        ["no webhook endpoint"] = Doing("webhook_registered", "is registered at https://shop.example/api/webhooks/stripe.", plan => plan.Stripe.Dashboard.Unregister()),
        ["a webhook endpoint at another path"] = Endpoint("webhook_registered", "is registered at", new("https://shop.example/webhooks/stripe", ["*"])),
        ["a webhook endpoint that is disabled"] = Endpoint("webhook_registered", "is disabled", new("https://shop.example/api/webhooks/stripe", ["*"], IsEnabled: false)),
        ["a webhook that is not told of disputes"] = Endpoint("webhook_events", "It is not told of charge.dispute.created.", new("https://shop.example/api/webhooks/stripe", [.. SellersTypes.Where(type => type != "charge.dispute.created")])),
        ["no webhook secret"] = Setting("webhook_secret", "Stripe:WebhookSecrets is missing", ("Stripe:WebhookSecrets:0", null)),
        ["a webhook secret that is too short"] = Setting("webhook_secret", "Stripe:WebhookSecrets:0 is no signing secret of Stripe's", ("Stripe:WebhookSecrets:0", "whsec_short")),
        ["a gateway that runs with another webhook secret"] = Setting("webhook_signed", "A notice that Stripe:WebhookSecrets:1 signs is refused", ("Stripe:WebhookSecrets:1", "whsec_zyxwvutsrqponmlkjihgfedcba987654")),
        ["a public address on this machine"] = Setting("public_url", "where no platform can come", ("Merchant:PublicUrl", "https://localhost:8443")),
        ["a public address that nobody knows"] = Setting("public_url", "nowhere.example has no address.", ("Merchant:PublicUrl", "https://nowhere.example")),
        ["a public address where nothing answers"] = Setting("public_answers", "Nothing answers at https://dead.example/", ("Merchant:PublicUrl", "https://dead.example")),
        ["a certificate of another name"] = Setting("certificate", "The certificate of other.example is not valid", ("Merchant:PublicUrl", "https://other.example")),
        ["a certificate of nobody who is believed"] = Network("certificate", "The certificate of shop.example is not valid", plan => plan.Network = plan.Network with { Roots = [] }),
        ["plain HTTP"] = Setting("https_required", "Plain HTTP is answered", ("Gateway:RequireHttps", "false")),
        ["everybody a proxy"] = Setting("proxies", "believes 0.0.0.0/1", ("Gateway:TrustedProxies:0", "0.0.0.0/1")),
        ["errors that nobody hears of"] = Setting("error_logging", "Errors are not logged", ("Logging:LogLevel:Default", "None")),
        ["errors that nobody hears of, in other letters"] = Setting("error_logging", "Errors are not logged (Logging:LogLevel:Default=Critical)", ("Logging:LogLevel:Default", "critical")),
        ["errors of ours that nobody hears of"] = Setting("error_logging", "Logging:LogLevel:Acp=None", ("Logging:LogLevel:Acp", "None")),
        ["an output without errors"] = Setting("error_logging", "Logging:Console:LogLevel:Default=None", ("Logging:Console:LogLevel:Default", "None")),
        ["a collector that is no address"] = Setting("collector", "OTEL_EXPORTER_OTLP_ENDPOINT is no address of the form http://name:port.", ("OTEL_EXPORTER_OTLP_ENDPOINT", "otel-collector:4317")),
        ["a database with one connection"] = Setting("configuration", "allows fewer than 2 connections", ("Store", "Host=127.0.0.1;Port=1;Maximum Pool Size=1;Password=hunter2")),
        ["a database that is not there"] = Setting("store", "The PostgreSQL database cannot be opened", ("Store", "Host=127.0.0.1;Port=1;Multiplexing=true;Target Session Attributes=read-write;Password=hunter2")),
        ["a key that cannot be read"] = new("keys", "It could not be looked at (", SpoiledKey),
        ["a collector that is not there"] = Setting("collector", "dead.example:4318 takes no connection", ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://dead.example:4318")),
        ["a key that only looks live"] = Setting("stripe_key", "neither a live nor a test key", ("Stripe:SecretKey", "sk_a_live_key")),
        ["no refund policy"] = Setting("refund_policy", "No refund policy is linked.", ("Merchant:Links:0:Type", "terms_of_use")),
        ["a refund policy that is gone"] = Setting("refund_policy", "answers 404", ("Merchant:Links:0:Url", "https://shop.example/returns")),
        ["nobody to ask"] = Setting("support", "Shoppers are not told whom to ask", ("Merchant:Support:Email", null)),
        ["a weak key"] = Setting("key_strength", "Platforms:0:ApiKeys:1", ("Platforms:0:ApiKeys:1", "weakweakweakweak")),
        ["no owner"] = Setting("admin_roles", "Nobody has the role owner", ("Admin:Keys:0:Role", "read")),
        ["a platform without a key"] = Setting("platform_keys", "agent has no key that opens anything", ("Platforms:0:ApiKeys:0", null), ("Platforms:0:KeysInStore", "true")),
        ["a short signing secret"] = Setting("signing_secrets", "a secret of Merchant:Webhook", ("Merchant:Webhook:Secrets:0", "erp_0123456789ab")),
        ["one secret for two receivers"] = Doing("shared_secrets", "Platforms:0:Webhook, Merchant:Webhook", plan => plan.Set(("Merchant:Webhook:Secrets:0", plan.Settings["Platforms:0:Webhook:Secrets:0"]))),
        ["a store that is not there"] = Doing("store", "is not there", plan => File.Delete(plan.StoreFile)),
        ["a store that is no database"] = Doing("store", "cannot be read as a database", plan => File.WriteAllText(plan.StoreFile, new string('x', 8192))),
        ["a store that was not migrated"] = Doing("store", "migrations", plan => plan.Execute("PRAGMA user_version = 3")),
        ["a store of a newer version"] = Doing("store", "a newer one has run on it", plan => plan.Execute("PRAGMA user_version = 99")),
        ["a store that another program changed"] = Doing("store_durable", "has no write-ahead log", plan => plan.Execute("PRAGMA journal_mode = DELETE")),
        ["an endpoint at a private address"] = Setting("order_endpoint", "inside.example leads to an address that is not public", ("Merchant:Webhook:Url", "https://inside.example/orders")),
        ["an endpoint that is not there"] = Setting("order_endpoint", "dead.example takes no connection", ("Merchant:Webhook:Url", "https://dead.example/orders")),
        ["a merchant's system that has no address"] = Setting("merchant_system", "MerchantSystems:Tax:Url: nowhere.example has no address.", ("MerchantSystems:Tax:Url", "https://nowhere.example/tax"), ("MerchantSystems:Secrets:0", "tax_0123456789abcdef0123456789abcdef")),
    };

    public static Dictionary<string, Mistake> Warning { get; } = new()
    {
        ["an account that is not named"] = Setting("stripe_account_named", "Stripe:Account is missing", ("Stripe:Account", null)),
        ["details that are past due"] = Doing("stripe_account", "past due: individual.id_number", plan => plan.Stripe.Dashboard.Stand(LaunchPlan.Seller, new(PastDue: "individual.id_number"))),
        ["two webhook endpoints and one secret"] = Doing("webhook_secret", "each with a secret of its own", plan => plan.Stripe.Dashboard.Register(new("https://shop.example/api/webhooks/stripe", ["*"]))),
        ["a key in the clear"] = Setting("key_hashes", "In the clear in the configuration: Platforms:0:ApiKeys:1.", ("Platforms:0:ApiKeys:1", "a_key_of_ours_in_the_clear_42xyz")),
        ["no rate"] = Setting("rate_limits", "No rate of requests is set for Platforms:0", ("Platforms:0:Limits:RequestsPerSecond", null)),
        ["nothing counted"] = Setting("metrics", "Nothing is counted", ("Metrics:Enabled", "false")),
        ["no collector"] = Setting("collector", "No collector is configured", ("OTEL_EXPORTER_OTLP_ENDPOINT", null)),
        ["a key that ends soon"] = new("key_expiry", "of agent ends at", EndingKey),
        ["a product for nothing"] = Doing("free_products", "Sold for nothing: item_", plan => File.WriteAllText(plan.CatalogFile, File.ReadAllText(plan.CatalogFile).Replace("\"usd\": 1900", "\"usd\": 0", StringComparison.Ordinal))),
    };

    private static Mistake Setting(string item, string sentence, params (string Key, string? Value)[] settings) => Doing(item, sentence, _ => { }, settings);

    private static Mistake Doing(string item, string sentence, Action<LaunchPlan> plant, params (string Key, string? Value)[] settings) => new(item, sentence, plan =>
    {
        plan.Set(settings);
        plant(plan);
        return Task.CompletedTask;
    });

    private static Mistake Network(string item, string sentence, Action<LaunchPlan> plant) => Doing(item, sentence, plant);

    private static Mistake Endpoint(string item, string sentence, FakeRegistration endpoint) => Doing(item, sentence, plan =>
    {
        plan.Stripe.Dashboard.Unregister();
        plan.Stripe.Dashboard.Register(endpoint);
    });

    private static async Task SpoiledKey(LaunchPlan plan)
    {
        await EndingKey(plan);
        plan.Execute("UPDATE states SET state = x'7b' WHERE kind = 'key'");
    }

    private static async Task EndingKey(LaunchPlan plan)
    {
        var now = TimeProvider.System.GetUtcNow();
        var key = new AccessKey("00112233445566778899", AccessKeyKind.Platform, "agent", null, "theirs", new string('0', 64), now, "ann", now.AddDays(7));
        await using var store = plan.OpenStore();
        var known = await store.LoadSnapshot<AccessKey>(AccessKey.KeyOf(key.Id));
        await store.Land(new Unit(Guid.NewGuid(), now) { States = [known.To(key, new IndexColumns(AccessKey.StoreKind, "active", "agent", Amount: null, Currency: null, now))] });
    }
}
