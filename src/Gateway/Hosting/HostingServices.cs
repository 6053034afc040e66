using Acp.Gateway.Edge;
using Acp.Payments.Stripe;

namespace Acp.Gateway.Hosting;

internal static class HostingServices
{
    /// <summary>A complete takes up to 20 s and must not be cut off; after that nothing is worth waiting for.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    /// <summary>The conventional names of Stripe's settings, and what they stand for here.</summary>
    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["STRIPE_SECRET_KEY"] = $"{StripeOptions.Section}:{nameof(StripeOptions.SecretKey)}",
        ["STRIPE_WEBHOOK_SECRET"] = $"{StripeOptions.Section}:{nameof(StripeOptions.WebhookSecrets)}:0",
        ["STRIPE_ISSUER_SECRET_KEY"] = $"{StripeOptions.Section}:{nameof(StripeOptions.Issuer)}:{nameof(StripeIssuerOptions.SecretKey)}",
        ["STRIPE_ISSUER_WEBHOOK_SECRET"] = $"{StripeOptions.Section}:{nameof(StripeOptions.Issuer)}:{nameof(StripeIssuerOptions.WebhookSecrets)}:0",
        ["STRIPE_API_BASE"] = $"{StripeOptions.Section}:{nameof(StripeOptions.ApiBase)}",
    };

    /// <summary>
    /// Which of the framework's lines are of use. Of each request the server would tell path and query, and in a query may
    /// stand a buyer's mail address; settings of one's own that say nothing of logs must not bring that back.
    /// </summary>
    private static readonly Dictionary<string, LogLevel> Quiet = new()
    {
        ["Microsoft.AspNetCore"] = LogLevel.Warning,
        ["Microsoft.AspNetCore.Hosting.Diagnostics"] = LogLevel.Warning,
        ["Microsoft.Hosting"] = LogLevel.Warning,
        ["Microsoft.Extensions.Hosting"] = LogLevel.Critical,
    };

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<LoggerFilterOptions>(BeQuiet);
        builder.Configuration.AddInMemoryCollection(FromAliases(builder.Configuration));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            ServerLimits.Set(kestrel.Limits);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IIds, RandomIds>();
        builder.Services.AddSingleton<ISecrets, RandomSecrets>();
    }

    // Of two rules of one category the later is followed: before all others, so that any setting wins over these.
    private static void BeQuiet(LoggerFilterOptions filter)
    {
        foreach (var (category, level) in Quiet)
        {
            filter.Rules.Insert(0, new LoggerFilterRule(providerName: null, category, level, filter: null));
        }
    }

    // An explicit Stripe:… setting wins over the alias.
    private static Dictionary<string, string?> FromAliases(ConfigurationManager configuration) => Aliases
        .Where(alias => !string.IsNullOrEmpty(configuration[alias.Key]) && string.IsNullOrEmpty(configuration[alias.Value]))
        .ToDictionary(alias => alias.Value, alias => configuration[alias.Key]);
}
