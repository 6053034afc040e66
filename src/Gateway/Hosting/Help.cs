namespace Acp.Gateway.Hosting;

internal static class Help
{
    public const string Text = """
        The checkout gateway: the Agentic Commerce Protocol over HTTP, charging each session at most once.

          dotnet run --project src/Gateway                 a demo shop on a fake Stripe, at http://localhost:5080
          dotnet run --project src/Gateway -- --urls http://localhost:8080
          … feed [--currency eur] [--out feed.jsonl | --push https://agent.example/feeds/feed_8f3K2x]
                                                           the catalog as an ACP product feed (docs/catalog.md)
          … check [--json] [--strict]                      the launch checklist against these settings, their store and their
                                                           Stripe account; changes nothing (docs/launch-check.md)
          … key [platform | admin]                         draws a key, and prints it with its hash for the configuration
          … reconcile [--from 2026-11-25T00:00:00Z] [--to …] [--repair [--reason "…"]] [--json]
                                                           what Stripe has beside what the store has (docs/reconciliation.md)
          … backup acp-backup.db                           a copy of a store in a file while it is used (docs/backup.md)
          … restored [--erasures erased.txt]               tells a store that was restored, before anything starts on it;
                                                           buyers that had been erased are erased again (docs/erasure.md)
          … --healthy http://127.0.0.1:8080/readyz         exits 0 if that answers well, else 1: for health checks

        Configuration is .NET's: appsettings.json, environment (Section__Key), command line (--Section:Key value).

          Platforms:0:Name, Platforms:0:ApiKeys:0   who may call; several keys so that they can rotate (docs/rotation.md)
          Admin:Keys:0, or :0:Name, :0:Key, :0:Role who may look behind the scenes (/admin): an owner, or read, support or owner
                                                    a key may stand there as sha256:<64 hex digits>; more are made at /admin/keys
          Merchant:Name, PublicUrl, MerchantId      who sells
          Catalog:Path                              products, shipping, taxes, discounts (docs/catalog.md)
          Platforms:0:Webhook:…, Merchant:Webhook:…  who is told of orders (docs/webhooks.md)
          HostedCheckout:Enabled                    shoppers pay on the provider's page, too (docs/hosted-checkout.md)
          MerchantSystems:{Catalog,Shipping,Tax,Stock}:Url   your own systems instead of it (docs/merchant-systems.md)
          Orders:Retention, Orders:AfterRetention   when orders lose their buyers' data (docs/erasure.md)
          Store                                     sqlite:<file> or a PostgreSQL connection string
          Stripe:SecretKey   or STRIPE_SECRET_KEY   without it, in Development, a fake Stripe answers
          Stripe:WebhookSecrets:0 or STRIPE_WEBHOOK_SECRET   signs the webhooks; without it they are refused
          Stripe:Issuer:SecretKey or STRIPE_ISSUER_SECRET_KEY   of the account that issues tokens: another one
          OTEL_EXPORTER_OTLP_ENDPOINT               a collector of metrics and traces (docs/metrics.md)
          Stripe:ApiBase     or STRIPE_API_BASE     another address, such as tools/FakeStripe's

        In Development everything has a demo value; elsewhere a missing key stops the start.
        """;
}
