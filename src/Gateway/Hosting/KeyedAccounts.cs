namespace Acp.Gateway.Hosting;

/// <summary>
/// Whether the provider's live keys can be replaced with charges open: the account of each has to be named, since it is
/// told by the key where it is not. Docs: rotation.md.
/// </summary>
internal static partial class KeyedAccounts
{
    public static void Warn(IServiceProvider services)
    {
        var stripe = services.GetRequiredService<ProviderSettings>().Stripe;
        (string Section, string? Key, string? Account)[] accounts =
            [("Stripe", stripe.SecretKey, stripe.Account), ("Stripe:Issuer", stripe.Issuer.SecretKey, stripe.Issuer.Account)];
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(KeyedAccounts));
        foreach (var (section, _, _) in accounts.Where(it => it.Key?.Contains("_live_", StringComparison.Ordinal) == true && it.Account is null))
        {
            LogUnnamed(log, section, section);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Section}:Account is missing: what is open when {SameSection}:SecretKey is replaced will only be looked up, not repeated. Set it to the acct_… whose key it is, while nothing is open.")]
    private static partial void LogUnnamed(ILogger log, string section, string sameSection);
}
